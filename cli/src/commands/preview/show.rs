//! A preview for a bookkeeper: ActiveCampaign's data beside eAccounting's, the rows with VAT and account, both totals,
//! the calls, and the outcome.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use messages::{CommandMessages, Language, Messages};
use model::Problem;
use preview::{Action, ArticleSource, Call, Document, Field, Line, Preview, PriorState, Rule, Sale};
use web_console::{LineView, PreviewWords, SaleView, Total};

use crate::terminal::Style;
use crate::words::translated;

/// The maximum width of a column.
pub(super) const WIDEST: [usize; 3] = [46, 46, 72];

/// The whole preview.
pub(super) fn text(preview: &Preview, style: &Style) -> String {
    let mut page = Page {
        text: String::new(),
        style,
        words: PreviewWords::of(style.language()),
    };
    page.line(&style.bold(&style.commands().preview_title(preview.source.to_string())));
    if let Some(known) = &preview.known {
        page.known(known);
    }
    if preview.as_if_sent {
        page.line(&style.yellow(&style.commands().preview_as_if_sent()));
    }
    for document in &preview.documents {
        page.document(document);
    }
    page.written(preview);
    page.unused(preview);
    match &preview.sale {
        Some(sale) => page.sale(sale),
        None => page.lines(&preview.lines),
    }
    page.calls(preview);
    page.verdict(preview);
    page.text
}

struct Page<'a> {
    text: String,
    style: &'a Style,
    words: PreviewWords,
}

impl Page<'_> {
    fn says(&self) -> &'static CommandMessages {
        self.style.commands()
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{}", text.trim_end());
    }

    fn heading(&mut self, text: &str) {
        let text = self.style.bold(text);
        self.line("");
        self.line(&text);
    }

    fn known(&mut self, known: &PriorState) {
        let since = self.style.time(known.since);
        let is_english = self.style.language() == Language::English;
        let mut text = self.says().preview_known(since, self.words.state(known.state));
        if !known.documents.is_empty() {
            let documents = known.documents.iter();
            let names: Vec<String> = documents.map(|document| self.words.document(document)).collect();
            let _ = write!(text, ": {}", names.join(", "));
        }
        if let Some(reason) = known.reason.as_ref().filter(|_| is_english) {
            let _ = write!(text, ": {reason}");
        }
        text.push('.');
        if let Some(problem) = &known.problem {
            let what = match translated(problem, self.style) {
                Some((what, _)) => what,
                None => problem.message.clone(),
            };
            let _ = write!(text, " [{}] {what}", problem.code);
        }
        self.line(&text);
        // The ledger has reasons in English.
        let language = self.style.language();
        let problem = known.problem.as_ref();
        let stored = problem.and_then(|problem| notices::what_happened(problem, language).1);
        let stored = stored.map(str::to_owned);
        self.in_english(stored.as_ref().or(known.reason.as_ref()));
    }

    /// What there is in English alone, for readers of another language.
    fn in_english(&mut self, text: Option<&String>) {
        let is_english = self.style.language() == Language::English;
        if let Some(text) = text.filter(|_| !is_english) {
            let text = self.style.dim(&self.style.texts().label_in_detail(text));
            self.line(&format!("  {text}"));
        }
    }

    fn document(&mut self, document: &Document) {
        let name = match &document.number {
            Some(number) => format!("{} {number}", self.words.kind(document.what)),
            None => self.words.kind(document.what),
        };
        let (says, name) = (self.says(), capital(&name));
        let what = match document.action {
            Action::Create => says.preview_created(name),
            Action::Update => says.preview_updated(name),
            Action::Leave => says.preview_left(name),
            Action::Unknown => says.preview_unknown(name),
        };
        let found = document.found_by.as_ref().map_or(String::new(), |found| {
            format!(" {}", says.preview_found_by(self.words.found(found)))
        });
        self.heading(&format!("{what}{found}"));
        let style = self.style.clone();
        let rule = says.preview_rule();
        let head = ["ActiveCampaign", "eAccounting", &rule]
            .map(|text| Cell::new(text, |style, text| style.dim(text)));
        let mut table = vec![head];
        for field in &document.fields {
            table.extend(field_rows(field, says, self.words));
        }
        self.table(&table, &style);
    }

    /// The writes to ActiveCampaign, one table for each record.
    fn written(&mut self, preview: &Preview) {
        let mut rest = preview.written.as_slice();
        while let Some(first) = rest.first() {
            let count = rest
                .iter()
                .take_while(|field| field.document == first.document)
                .count();
            let (fields, others) = rest.split_at(count);
            rest = others;
            let says = self.says();
            let record = web_console::document(Messages::of(self.style.language()), &first.document);
            self.heading(&says.preview_in_activecampaign(capital(&record)));
            let style = self.style.clone();
            let of_rule = says.preview_rule();
            let head = ["ActiveCampaign", &of_rule, ""];
            let mut table = vec![head.map(|text| Cell::new(text, |style, text| style.dim(text)))];
            for field in fields {
                let words = self.words;
                let of_rule = field.rule.as_ref();
                let of_rule = of_rule.map_or_else(|| Cell::plain(""), |of_rule| rule(of_rule, words));
                let field = Cell::plain(format!("{} = {}", field.name, words.value(&field.value)));
                table.push([field, of_rule, Cell::plain("")]);
            }
            self.table(&table, &style);
        }
    }

    /// The record's fields that no rule reads.
    fn unused(&mut self, preview: &Preview) {
        let used: BTreeSet<&str> = preview
            .documents
            .iter()
            .flat_map(|document| &document.fields)
            .chain(
                preview
                    .sale
                    .iter()
                    .flat_map(|sale| &sale.rows)
                    .flat_map(|row| &row.fields),
            )
            .flat_map(|field| &field.made_from)
            .map(|from| from.path.as_str())
            .collect();
        // The rows' table shows lines, amounts, and the fields that selected the record.
        let of_sale = [
            "order.lines",
            "order.shipping",
            "order.total",
            "order.tax",
            "order.discounts",
            "order.currency",
        ];
        // The heading above shows which record it is.
        let of_record = [
            "order.id",
            "order.source",
            "order.version",
            "order.isDeal",
            "customer.hasBilling",
        ];
        let left: Vec<_> = preview
            .read
            .iter()
            .filter(|field| !of_record.contains(&field.path.as_str()))
            .filter(|field| {
                !used.contains(field.path.as_str())
                    && !of_sale.iter().any(|path| field.path.starts_with(path))
            })
            .collect();
        if left.is_empty() {
            return;
        }
        self.heading(&self.says().preview_unused());
        let width = left
            .iter()
            .map(|field| width(&field.path))
            .max()
            .unwrap_or(0)
            .min(WIDEST[0]);
        for field in left {
            let text = format!(
                "  {}  {}",
                padded(&field.path, width),
                cut(&field.value, WIDEST[2])
            );
            self.line(&text);
        }
    }

    fn sale(&mut self, sale: &Sale) {
        let says = self.says();
        let text = Messages::of(self.style.language());
        let view = SaleView::of(text, sale);
        self.heading(&view.rows_caption);
        if self.style.language() == Language::English {
            self.line(&format!("  It is {}. The shop's {}.", sale.kind, sale.reading));
        } else {
            let (kind, prices) = (
                web_console::sale_kind(text, &sale.kind),
                web_console::prices(text, sale.reading),
            );
            self.line(&format!(
                "  {}: {kind}. {}: {prices}.",
                text.record_kind_of_sale(),
                text.record_prices()
            ));
        }
        if let Some(convention) = &sale.convention {
            self.line(&format!(
                "  {}",
                says.preview_convention(self.words.convention(convention))
            ));
        }
        let head = [
            String::new(),
            says.preview_column_of(),
            says.preview_column_article(),
            says.preview_column_text(),
            says.preview_column_quantity(),
            says.preview_column_price(),
            says.preview_column_discount(),
            says.preview_column_amount(),
            text.record_vat(),
            says.preview_column_account(),
            says.preview_column_coding(),
        ];
        let mut rows = vec![head];
        rows.extend(view.rows.into_iter().map(|row| {
            [
                row.number.to_string(),
                row.of,
                row.article,
                cut(&row.text, 32),
                row.quantity,
                row.price,
                row.discount,
                row.amount,
                row.rate,
                row.account.to_string(),
                row.coding,
            ]
        }));
        self.columns(&rows, &[0, 4, 5, 6, 7, 8, 9]);
        let mut rules: Vec<String> = Vec::new();
        for row in &sale.rows {
            let rule = row.article_rule;
            let is_usual = rule.by == ArticleSource::Sku && !rule.is_new;
            let rule = match row.article.as_str() {
                "" => says.preview_row_article_rule(self.words.article_rule(rule), row.number.to_string()),
                article => says.preview_article_rule(article, self.words.article_rule(rule)),
            };
            if !is_usual && !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        for field in sale.rows.iter().flat_map(|row| &row.fields) {
            // The default text needs no mention; other mapped fields of rows do.
            let Some(rule) = field
                .rule
                .as_ref()
                .filter(|rule| rule.own || field.name != "Text")
            else {
                continue;
            };
            let place = rule.place.as_deref().unwrap_or_default();
            let text = says.preview_field_rule(&field.name, place, self.words.rule(&rule.by));
            if !rules.contains(&text) {
                rules.push(text);
            }
        }
        for text in rules.into_iter().chain(view.notes) {
            self.line(&format!("  {}", capital(&text)));
        }
        self.totals(&view.totals_caption, view.totals);
    }

    fn totals(&mut self, caption: &str, totals: Vec<Total>) {
        self.heading(caption);
        let mut rows = vec![[
            String::new(),
            self.says().preview_shop(),
            "eAccounting".to_owned(),
            String::new(),
        ]];
        rows.extend(totals.into_iter().map(|total| {
            let note = match total.is_same {
                Some(true) => self.style.green(&total.note),
                Some(false) => self.style.red(&total.note),
                None => total.note,
            };
            [total.name, total.shop, total.eaccounting, note]
        }));
        self.columns(&rows, &[1, 2]);
    }

    /// An order's lines, if no rows could be created from them.
    fn lines(&mut self, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        let says = self.says();
        self.heading(&says.preview_lines());
        let mut rows = vec![[
            String::new(),
            "SKU".to_owned(),
            says.preview_column_name(),
            says.preview_column_quantity(),
            says.preview_column_price(),
            says.preview_column_article_there(),
        ]];
        for line in lines.iter().map(|line| LineView::of(says, line)) {
            let article = match line.mark {
                "bad" => self.style.red(&line.article),
                "quiet" => self.style.dim(&line.article),
                _ => line.article,
            };
            rows.push([
                line.number,
                line.sku,
                cut(&line.name, 40),
                line.quantity,
                line.price,
                article,
            ]);
        }
        self.columns(&rows, &[0, 3, 4]);
    }

    fn calls(&mut self, preview: &Preview) {
        if !preview.calls.is_empty() {
            self.heading(&self.says().preview_calls());
            self.list_calls(&preview.calls);
        } else if !preview.calls_if_sent.is_empty() {
            self.heading(&self.says().preview_calls_if_sent());
            self.list_calls(&preview.calls_if_sent);
        }
    }

    fn list_calls(&mut self, calls: &[Call]) {
        let rows: Vec<[String; 3]> = calls
            .iter()
            .zip(1..)
            .map(|(call, number)| {
                let doing = format!("{number}. {}", self.words.effect(call.what));
                [
                    doing,
                    call.vendor.to_owned(),
                    format!("{} {}", call.method, call.endpoint),
                ]
            })
            .collect();
        self.columns(&rows, &[]);
    }

    fn verdict(&mut self, preview: &Preview) {
        let (mark, end) = (preview.outcome.verdict, &preview.outcome.end);
        let marked = match mark {
            "done" => self.style.green("✓"),
            "parked" => self.style.red("!"),
            "later" => self.style.yellow("…"),
            _ => self.style.dim("–"),
        };
        self.line("");
        let text = self.style.bold(&self.words.end(end));
        self.line(&format!("{marked} {text}"));
        if let Some(detail) = self.words.detail(end) {
            let detail = self.style.dim(&detail);
            self.line(&format!("  {detail}"));
        }
        for (index, problem) in preview.problems.iter().enumerate() {
            self.problem(problem, index == 0 && ["parked", "later"].contains(&mark));
        }
        let is_told =
            |reason: &&model::Reason| matches!(end, preview::End::Nothing(decided) if decided == *reason);
        for reason in preview.left_out.iter().filter(|reason| !is_told(reason)) {
            let told = crate::words::reason(reason, reason.cases(), self.style.language());
            let told = told.trim_end_matches('.');
            self.line(&format!("  {}", self.style.texts().why_also_left_out(told)));
        }
        for remark in &preview.remarks {
            self.line(&format!("  {}", capital(&self.words.remark(remark))));
        }
    }

    /// What to do about an obstacle. What it is, the verdict has said of the first one.
    fn problem(&mut self, problem: &Problem, is_verdict: bool) {
        let translated = translated(problem, self.style);
        let text = match &translated {
            Some((_, remedy)) if is_verdict => remedy.clone(),
            None if is_verdict => problem.remedy.clone(),
            Some((what, remedy)) => self.says().preview_also(format!("{what} {remedy}")),
            None => self
                .says()
                .preview_also(why::words::problem(problem, self.style.language())),
        };
        self.line(&format!("  {text} [{}]", problem.code));
        self.in_english(notices::problem_in_english(problem, self.style.language()).as_ref());
    }

    /// Lines of three columns: the source, the result, and the reason.
    fn table(&mut self, rows: &[[Cell; 3]], style: &Style) {
        let width = |column: usize| {
            let widths = rows.iter().map(|row| width(&row[column].text));
            widths.max().unwrap_or(0).min(WIDEST[column])
        };
        let widths = [width(0), width(1), width(2)];
        for row in rows {
            let mut line = String::from("  ");
            for (cell, width) in row.iter().zip(widths) {
                let text = padded(&cut(&cell.text, width), width);
                line.push_str(&(cell.paint)(style, &text));
                line.push_str("  ");
            }
            self.line(&line);
        }
    }

    /// Lines of columns. Columns with numbers are right-aligned. The first line may be a heading.
    fn columns<const N: usize>(&mut self, rows: &[[String; N]], right: &[usize]) {
        let widths: Vec<usize> = (0..N)
            .map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0))
            .collect();
        for row in rows {
            let mut line = String::from(" ");
            for (column, text) in row.iter().enumerate() {
                let gap = widths[column].saturating_sub(width(text));
                if widths[column] == 0 {
                    continue;
                }
                line.push(' ');
                if right.contains(&column) {
                    line.push_str(&" ".repeat(gap));
                    line.push_str(text);
                } else {
                    line.push_str(text);
                    line.push_str(&" ".repeat(gap));
                }
                line.push(' ');
            }
            self.line(&line);
        }
    }
}

/// A cell and its color.
struct Cell {
    text: String,
    paint: fn(&Style, &str) -> String,
}

impl Cell {
    fn new(text: impl Into<String>, paint: fn(&Style, &str) -> String) -> Self {
        Self {
            text: one_line(&text.into()),
            paint,
        }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self::new(text, |_, text| text.to_owned())
    }
}

/// A field's lines: one for each source value, and one for the previous value.
fn field_rows(field: &Field, says: &CommandMessages, words: PreviewWords) -> Vec<[Cell; 3]> {
    let is_flag = |value: &str| value == "true" || value == "false";
    let mut from: Vec<_> = field.made_from.iter().collect();
    // A field that only selects between two sources is less informative than the source.
    if from.iter().any(|from| !is_flag(&from.value)) {
        from.retain(|from| !is_flag(&from.value));
    }
    let left = from
        .iter()
        .map(|from| Cell::plain(format!("{} = {}", from.path, from.value)));
    let now = format!("{} = {}", field.name, words.value(&field.value));
    let mut middle = vec![match &field.was {
        Some(_) => Cell::new(now, |style, text| style.yellow(text)),
        None => Cell::plain(now),
    }];
    match &field.was {
        Some(was) if was.is_empty() => middle.push(Cell::new(
            format!("  {}", says.preview_was_empty()),
            |style, text| style.dim(text),
        )),
        Some(was) => middle.push(Cell::new(
            format!("  {}", says.preview_was(was)),
            |style, text| style.dim(text),
        )),
        None => {}
    }
    if let Some(note) = &field.note {
        let note = words.shortened(*note);
        middle.push(Cell::new(format!("  {note}"), |style, text| style.yellow(text)));
    }
    let right = field.rule.iter().map(|of_rule| rule(of_rule, words));
    let mut columns = (left, middle.into_iter(), right);
    let empty = || Cell::plain("");
    let mut rows = Vec::new();
    loop {
        let row = (columns.0.next(), columns.1.next(), columns.2.next());
        if let (None, None, None) = row {
            return rows;
        }
        rows.push([
            row.0.unwrap_or_else(empty),
            row.1.unwrap_or_else(empty),
            row.2.unwrap_or_else(empty),
        ]);
    }
}

fn rule(rule: &Rule, words: PreviewWords) -> Cell {
    let text = words.rule(&rule.by);
    match &rule.place {
        Some(place) if rule.own => Cell::new(format!("{place}  {text}"), |style, text| style.green(text)),
        Some(_) => Cell::new(text, |style, text| style.dim(text)),
        None => Cell::new(format!("({text})"), |style, text| style.dim(text)),
    }
}

fn width(text: &str) -> usize {
    // Color codes take no width.
    let mut visible = true;
    let mut count = 0;
    for c in text.chars() {
        match c {
            '\u{1b}' => visible = false,
            'm' if !visible => visible = true,
            _ if visible => count += 1,
            _ => {}
        }
    }
    count
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// Truncates to this many characters, with an ellipsis.
pub(super) fn cut(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Without line ends and control characters, which would disturb the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use web_console::money;

    use super::*;

    #[test]
    fn amounts_have_two_decimals_and_more_only_where_they_need_them() {
        for (amount, text) in [
            ("1598", "1598.00"),
            ("19.9", "19.90"),
            ("33.3333", "33.3333"),
            ("-5", "-5.00"),
        ] {
            assert_eq!(money(amount.parse().unwrap()), text);
        }
    }

    #[test]
    fn what_a_record_holds_cannot_break_out_of_its_cell() {
        assert_eq!(cut("a\u{1b}[31m\nb", 20), "a [31m b");
        assert_eq!(cut("Åtta bokstäver", 8), "Åtta bo…");
        assert_eq!(width("\u{1b}[31mnone\u{1b}[0m"), 4);
    }
}
