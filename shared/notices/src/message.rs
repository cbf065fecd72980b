use engine::{Alert, AlertStatus};
use jiff::Timestamp;
use messages::Language;
use model::{Code, shorten};

use crate::words::Words;

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
    /// How many, since when, where to look: a name and a value each, in the reader's language.
    pub facts: Vec<(String, String)>,
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
    /// The language that it is in.
    pub language: Language,
}

impl Message {
    /// An alert of a deployment in words.
    #[must_use]
    pub fn new(alert: &Alert, deployment: &Deployment, language: Language) -> Self {
        let words = Words::of(language);
        let labels = words.messages;
        let mut facts = Vec::new();
        if let Some(count) = alert.count {
            facts.push((labels.fact_count(), count.to_string()));
        }
        if let Some(since) = alert.since {
            let name = match alert.status {
                AlertStatus::Recovered => labels.fact_failed_since(),
                AlertStatus::Failing | AlertStatus::Information => labels.fact_since(),
            };
            facts.push((name, words.time(since)));
        }
        let stack = deployment.stack.as_ref();
        let option = stack.map(|stack| format!(" --stack {stack}")).unwrap_or_default();
        facts.push((labels.fact_see_all(), format!("ekobridge console{option}")));
        if let Some(stack) = stack {
            facts.push((labels.fact_deployment(), stack.clone()));
        }
        Self {
            topic: alert.topic.clone(),
            status: alert.status,
            title: words.title(&alert.notice),
            text: words.text(&alert.notice),
            facts,
            link: deployment.link.clone(),
            code: alert.code,
            count: alert.count,
            since: alert.since,
            stack: stack.cloned(),
            language,
        }
    }

    /// The status in words.
    #[must_use]
    pub fn status_in_words(&self) -> String {
        Words::of(self.language).status(self.status)
    }

    /// The text of the link.
    #[must_use]
    pub fn link_text(&self) -> String {
        Words::of(self.language).messages.open_dashboard()
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

    /// The subject of an e-mail: ASCII of less than 100 characters, without accents. SNS refuses any other subject, and the
    /// notice would be lost; the text repeats the title in full.
    #[must_use]
    pub fn subject(&self) -> String {
        let of = self
            .stack
            .as_ref()
            .map(|stack| format!(" {stack}"))
            .unwrap_or_default();
        let subject: String = format!("Ekobridge{of}, {}: {}", self.status_in_words(), self.title)
            .chars()
            .flat_map(ascii)
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
            let label = Words::of(self.language).messages.fact_link();
            text.push_str(&format!("{label}: {link}\n"));
        }
        text
    }
}

/// A letter in ASCII: letters of the six languages lose their accents, all else becomes a question mark.
fn ascii(letter: char) -> Vec<char> {
    let plain = match letter {
        ' ' => " ",
        letter if letter.is_ascii_graphic() => return vec![letter],
        'å' | 'ä' | 'á' | 'à' | 'â' => "a",
        'Å' | 'Ä' | 'Á' | 'À' | 'Â' => "A",
        'é' | 'è' | 'ë' | 'ê' => "e",
        'É' | 'È' | 'Ë' | 'Ê' => "E",
        'í' | 'ï' => "i",
        'Í' | 'Ï' => "I",
        'ö' | 'ø' | 'ó' | 'ô' => "o",
        'Ö' | 'Ø' | 'Ó' | 'Ô' => "O",
        'ú' | 'ü' => "u",
        'Ú' | 'Ü' => "U",
        'ñ' => "n",
        'Ñ' => "N",
        'æ' => "ae",
        'Æ' => "AE",
        '–' | '—' => "-",
        _ => "?",
    };
    plain.chars().collect()
}

#[cfg(test)]
mod tests {
    use engine::{Notice, RecordName, Subject};
    use model::{Problem, Vendor};

    use super::*;

    fn deployment() -> Deployment {
        Deployment::of_stack(Some("shop".to_owned()), Some("eu-north-1"))
    }

    fn twelve_wait() -> Alert {
        let problem = Problem::new(
            Code::SKU_UNKNOWN,
            "Order 1002: no article has the SKU LAMP.",
            "Create the article.",
        );
        let notice = Notice::ParkedCause {
            problem,
            count: 12,
            is_cut: false,
        };
        Alert::new("parked:sku_unknown", AlertStatus::Failing, notice)
            .count(12)
            .since(Some("2026-11-05T02:14:07Z".parse().unwrap()))
    }

    #[test]
    fn a_notice_in_spanish_has_no_english_but_its_details() {
        assert_eq!(
            Message::new(&twelve_wait(), &deployment(), Language::Spanish).plain(),
            "12 registros le esperan por la misma causa\n\n\
             El primero de ellos: Ningún artículo de eAccounting tiene la referencia (SKU) del producto.\n\
             Qué hacer: Cree el artículo en eAccounting, o ponga `articles.on_unknown_sku` en \"create\" o \"fallback\". \
             Después vuelva a procesar el registro.\n\
             En detalle, en inglés: Order 1002: no article has the SKU LAMP. Create the article.\n(sku_unknown)\n\n\
             Cuántos: 12\nDesde: 5 de noviembre de 2026, 02:14 UTC\nPara verlo todo: ekobridge console --stack shop\n\
             Instalación: shop\nEnlace: https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1\
             #dashboards:name=shop-eu-north-1\n"
        );
    }

    #[test]
    fn a_notice_says_what_how_many_since_when_what_to_do_and_where() {
        let alert = twelve_wait();
        assert_eq!(
            Message::new(&alert, &deployment(), Language::English).plain(),
            "12 records wait for you with the same cause\n\n\
             The first of them: Order 1002: no article has the SKU LAMP.\nWhat to do: Create the article.\n(sku_unknown)\n\n\
             How many: 12\nSince: 5 November 2026, 02:14 UTC\nTo see all of it: ekobridge console --stack shop\n\
             Deployment: shop\nLink: https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1\
             #dashboards:name=shop-eu-north-1\n"
        );
    }

    #[test]
    fn on_ones_own_machine_there_is_no_stack_and_no_link() {
        let notice = Notice::VendorUp {
            vendor: Vendor::Eaccounting,
            attempt: Some(3),
            at: "2026-11-05T03:00:00Z".parse().unwrap(),
        };
        let alert = Alert::new("eaccounting", AlertStatus::Recovered, notice)
            .since(Some("2026-11-05T02:14:07Z".parse().unwrap()));
        assert_eq!(
            Message::new(&alert, &Deployment::default(), Language::English).plain(),
            "eAccounting works again\n\nAttempt 3 at 03:00 UTC was answered.\nWaiting jobs resume automatically.\n\n\
             It had failed since: 5 November 2026, 02:14 UTC\nTo see all of it: ekobridge console\n"
        );
    }

    #[test]
    fn a_subject_is_one_that_sns_takes_in_every_language() {
        let subject = |language, status, notice: Notice| {
            Message::new(&Alert::new("x", status, notice), &deployment(), language).subject()
        };
        for language in Language::ALL {
            for status in [
                AlertStatus::Failing,
                AlertStatus::Recovered,
                AlertStatus::Information,
            ] {
                let long = Notice::Written {
                    title: "Bokföringen\nvägrar “det” ".repeat(20),
                    text: String::new(),
                };
                let subject = subject(language, status, long);
                assert!(
                    subject.len() < 100 && subject.chars().all(|c| c.is_ascii_graphic() || c == ' '),
                    "{subject}"
                );
                assert!(subject.contains(": Bokforingen?vagrar ?det?"), "{subject}");
            }
        }
        let parked = Notice::Parked {
            subject: Subject::Record(RecordName {
                kind: "sales_order",
                number: "7".to_owned(),
            }),
            problem: Problem::new(Code::SKU_UNKNOWN, "m", "r"),
        };
        assert_eq!(
            subject(Language::Swedish, AlertStatus::Failing, parked),
            "Ekobridge shop, kraver atgard: Kundorder 7 vantar pa dig"
        );
    }
}
