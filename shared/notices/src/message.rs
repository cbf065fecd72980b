use engine::{Alert, AlertStatus};
use jiff::Timestamp;
use model::{Code, shorten};

/// SNS takes less than 100 characters of ASCII as a subject.
const LONGEST_SUBJECT: usize = 99;

/// Which deployment a notice comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Its stack; nothing on one's own machine.
    pub stack: Option<String>,
    /// Where a person looks first, such as the stack's dashboard.
    pub link: Option<String>,
}

impl Deployment {
    /// A stack in a region of AWS, with the dashboard that the template gives it.
    #[must_use]
    pub fn of_stack(stack: Option<String>, region: Option<&str>) -> Self {
        let link = stack.as_deref().zip(region).map(|(stack, region)| {
            format!(
                "https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#dashboards:name={stack}-{region}"
            )
        });
        Self { stack, link }
    }
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is about, as in [`Alert::topic`]: for programs.
    pub topic: String,
    /// Whether something fails, works again, or is only said.
    pub status: AlertStatus,
    /// One line: what.
    pub title: String,
    /// What happened, why, and what to do.
    pub text: String,
    /// How many, since when, where to look: a name and a value each.
    pub facts: Vec<(&'static str, String)>,
    /// Where a person looks first.
    pub link: Option<String>,
    /// The code of the problem, where it is one.
    pub code: Option<Code>,
    /// How many records it concerns, where that is known.
    pub count: Option<u64>,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// The stack that it comes from; nothing on one's own machine.
    pub stack: Option<String>,
}

impl Message {
    /// An alert of a deployment in words.
    #[must_use]
    pub fn new(alert: &Alert, deployment: &Deployment) -> Self {
        let mut facts = Vec::new();
        if let Some(count) = alert.count {
            facts.push(("How many", count.to_string()));
        }
        if let Some(since) = alert.since {
            let name = match alert.status {
                AlertStatus::Recovered => "It had failed since",
                AlertStatus::Failing | AlertStatus::Information => "Since",
            };
            facts.push((name, time(since)));
        }
        let stack = deployment.stack.as_ref();
        let option = stack.map(|stack| format!(" --stack {stack}")).unwrap_or_default();
        facts.push(("To see all of it", format!("ekobridge console{option}")));
        if let Some(stack) = stack {
            facts.push(("Deployment", stack.clone()));
        }
        Self {
            topic: alert.topic.clone(),
            status: alert.status,
            title: alert.title.trim_end_matches('.').to_owned(),
            text: alert.text.clone(),
            facts,
            link: deployment.link.clone(),
            code: alert.code,
            count: alert.count,
            since: alert.since,
            stack: stack.cloned(),
        }
    }

    /// The status in words.
    #[must_use]
    pub fn status_in_words(&self) -> &'static str {
        match self.status {
            AlertStatus::Failing => "needs attention",
            AlertStatus::Recovered => "solved",
            AlertStatus::Information => "for your information",
        }
    }

    /// The status for programs.
    #[must_use]
    pub fn status_code(&self) -> &'static str {
        match self.status {
            AlertStatus::Failing => "failing",
            AlertStatus::Recovered => "recovered",
            AlertStatus::Information => "information",
        }
    }

    /// The subject of an e-mail: ASCII of less than 100 characters. A subject that SNS refuses would lose the notice, and the
    /// text repeats the title whole.
    #[must_use]
    pub fn subject(&self) -> String {
        let plain = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
        let of = self
            .stack
            .as_ref()
            .map(|stack| format!(" {stack}"))
            .unwrap_or_default();
        let subject: String = format!("Ekobridge{of}, {}: {}", self.status_in_words(), self.title)
            .chars()
            .map(plain)
            .collect();
        shorten(&subject, LONGEST_SUBJECT)
    }

    /// All of it as plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = format!("{}\n\n{}\n", self.title, self.text.trim_end());
        text.push('\n');
        for (name, value) in &self.facts {
            text.push_str(&format!("{name}: {value}\n"));
        }
        if let Some(link) = &self.link {
            text.push_str(&format!("Link: {link}\n"));
        }
        text
    }
}

/// A time for people: "25 November 2026, 02:14 UTC".
pub(crate) fn time(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deployment() -> Deployment {
        Deployment::of_stack(Some("shop".to_owned()), Some("eu-north-1"))
    }

    #[test]
    fn a_notice_says_what_how_many_since_when_what_to_do_and_where() {
        let alert = Alert::new(
            "parked:sku_unknown",
            AlertStatus::Failing,
            "12 records wait for you with the same cause",
            "The first of them: Order 1002: no article has the SKU LAMP.\nWhat to do: Create the article.\n(sku_unknown)",
        )
        .count(12)
        .since(Some("2026-11-05T02:14:07Z".parse().unwrap()));
        assert_eq!(
            Message::new(&alert, &deployment()).plain(),
            "12 records wait for you with the same cause\n\n\
             The first of them: Order 1002: no article has the SKU LAMP.\nWhat to do: Create the article.\n(sku_unknown)\n\n\
             How many: 12\nSince: 5 November 2026, 02:14 UTC\nTo see all of it: ekobridge console --stack shop\n\
             Deployment: shop\nLink: https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1\
             #dashboards:name=shop-eu-north-1\n"
        );
    }

    #[test]
    fn on_ones_own_machine_there_is_no_stack_and_no_link() {
        let alert = Alert::new(
            "eaccounting",
            AlertStatus::Recovered,
            "eAccounting works again.",
            "It answered.",
        )
        .since(Some("2026-11-05T02:14:07Z".parse().unwrap()));
        assert_eq!(
            Message::new(&alert, &Deployment::default()).plain(),
            "eAccounting works again\n\nIt answered.\n\nIt had failed since: 5 November 2026, 02:14 UTC\n\
             To see all of it: ekobridge console\n"
        );
    }

    #[test]
    fn a_subject_is_one_that_sns_takes_and_says_the_status() {
        for (status, begins) in [
            (
                AlertStatus::Failing,
                "Ekobridge shop, needs attention: Bokf?ringen?v?grar",
            ),
            (AlertStatus::Recovered, "Ekobridge shop, solved: Bokf?ringen"),
            (
                AlertStatus::Information,
                "Ekobridge shop, for your information: Bokf?ringen",
            ),
        ] {
            let alert = Alert::new("eaccounting", status, "Bokföringen\nvägrar ".repeat(20), "");
            let subject = Message::new(&alert, &deployment()).subject();
            assert!(
                subject.len() < 100 && subject.chars().all(|c| c.is_ascii_graphic() || c == ' '),
                "{subject}"
            );
            assert!(subject.starts_with(begins), "{subject}");
        }
    }
}
