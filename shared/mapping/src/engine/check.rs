//! Static analysis of an expression: the names it uses.

use jsonata_core::ast::{AstNode, PathStep, Stage};

use super::document::Shape;
use super::helpers::Helper;
use super::mapped::Target;

/// An unknown name in an expression, and the message about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownName {
    pub(crate) name: String,
    pub(crate) message: String,
}

/// JSONata's functions (docs.jsonata.org). Those that give another value each time are refused: a mapping gives the same
/// for the same record, or an unchanged customer would be written again and again.
const FUNCTIONS: &[&str] = &[
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "min",
    "not",
    "number",
    "pad",
    "parseInteger",
    "power",
    "reduce",
    "replace",
    "reverse",
    "round",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "zip",
];
const REFUSED: &[&str] = &["clone", "eval", "millis", "now", "random", "shuffle"];

/// The names in an expression that nothing has: source fields and functions.
pub(crate) fn unknown_names(node: &AstNode, target: Target) -> Vec<UnknownName> {
    unknown_names_in(node, Shape::Root(target))
}

/// The same, in a source document of this shape.
pub(crate) fn unknown_names_in(node: &AstNode, root: Shape) -> Vec<UnknownName> {
    let mut walker = Walker {
        root,
        found: Vec::new(),
        bound: Vec::new(),
    };
    walker.expression(node, Known::Is(root));
    walker.found.dedup();
    walker.found
}

/// A value's path in the source document, if it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Is(Shape),
    Open,
}

struct Walker {
    root: Shape,
    found: Vec<UnknownName>,
    /// Variables of the expression's own: they may hold functions.
    bound: Vec<String>,
}

impl Walker {
    /// Walks an expression that is evaluated on `context`; returns the path of its value.
    fn expression(&mut self, node: &AstNode, context: Known) -> Known {
        match node {
            AstNode::Path { steps } => self.path(steps, context),
            AstNode::Name(name) => self.name(name, context),
            AstNode::Variable(name) => {
                if name.is_empty() {
                    return context;
                }
                if name == "$" {
                    return Known::Is(self.root);
                }
                self.function(name, false);
                Known::Open
            }
            AstNode::ParentVariable(_) => Known::Is(self.root),
            AstNode::Binary { op, lhs, rhs } => {
                let left = if *op == jsonata_core::ast::BinaryOp::ColonEqual {
                    if let AstNode::Variable(name) = &**lhs {
                        self.bound.push(name.clone());
                    }
                    Known::Open
                } else {
                    self.expression(lhs, context)
                };
                let right = self.expression(rhs, context);
                match op {
                    jsonata_core::ast::BinaryOp::Coalesce | jsonata_core::ast::BinaryOp::Default
                        if left == right =>
                    {
                        left
                    }
                    _ => Known::Open,
                }
            }
            AstNode::Unary { operand, .. } => {
                self.expression(operand, context);
                Known::Open
            }
            AstNode::Function { name, args, .. } => {
                self.function(name, true);
                self.all(args, context);
                Known::Open
            }
            AstNode::Call { procedure, args } => {
                self.expression(procedure, context);
                self.all(args, context);
                Known::Open
            }
            AstNode::Lambda { params, body, .. } => {
                self.bound.extend(params.iter().cloned());
                self.expression(body, context);
                Known::Open
            }
            AstNode::Array(items) | AstNode::ArrayGroup(items) => {
                self.all(items, context);
                Known::Open
            }
            AstNode::Block(items) => {
                let mut last = Known::Open;
                for item in items {
                    last = self.expression(item, context);
                }
                last
            }
            AstNode::Object(pairs) => {
                self.pairs(pairs, context);
                Known::Open
            }
            AstNode::ObjectTransform { input, pattern } => {
                let input = self.expression(input, context);
                self.pairs(pattern, input);
                Known::Open
            }
            AstNode::Conditional {
                condition,
                then_branch,
                else_branch,
            } => {
                self.expression(condition, context);
                let then = self.expression(then_branch, context);
                match else_branch {
                    Some(branch) if self.expression(branch, context) != then => Known::Open,
                    _ => then,
                }
            }
            AstNode::FunctionApplication(inner) => self.expression(inner, context),
            AstNode::Sort { input, terms } => {
                let input = self.expression(input, context);
                for (term, _) in terms {
                    self.expression(term, input);
                }
                input
            }
            AstNode::Transform {
                location,
                update,
                delete,
            } => {
                // It describes a change of whatever it is applied to.
                self.expression(location, Known::Open);
                self.expression(update, Known::Open);
                if let Some(delete) = delete {
                    self.expression(delete, Known::Open);
                }
                Known::Open
            }
            AstNode::String(_)
            | AstNode::Number(_)
            | AstNode::Boolean(_)
            | AstNode::Null
            | AstNode::Undefined
            | AstNode::Placeholder
            | AstNode::Regex { .. }
            | AstNode::Wildcard
            | AstNode::Descendant
            | AstNode::Parent(_) => Known::Open,
        }
    }

    fn all(&mut self, nodes: &[AstNode], context: Known) {
        for node in nodes {
            self.expression(node, context);
        }
    }

    fn pairs(&mut self, pairs: &[(AstNode, AstNode)], context: Known) {
        for (key, value) in pairs {
            self.expression(key, context);
            self.expression(value, context);
        }
    }

    fn path(&mut self, steps: &[PathStep], context: Known) -> Known {
        let mut here = context;
        for step in steps {
            if let Some(variable) = step.focus.as_ref().or(step.index_var.as_ref()) {
                self.bound.push(variable.clone());
            }
            // With `@$x` the path goes on from where it was.
            let before = here;
            here = self.expression(&step.node, here);
            for stage in &step.stages {
                match stage {
                    Stage::Filter(filter) => {
                        self.expression(filter, here);
                    }
                    Stage::Index(variable) => self.bound.push(variable.clone()),
                    Stage::KeepArray => {}
                }
            }
            if step.focus.is_some() {
                here = before;
            }
        }
        here
    }

    fn name(&mut self, name: &str, context: Known) -> Known {
        let Known::Is(shape) = context else {
            return Known::Open;
        };
        if let Some(shape) = shape.entry(name) {
            return Known::Is(shape);
        }
        let near = nearest(name, shape.keys());
        let known: Vec<&str> = shape.keys().collect();
        let message = match (near, known.as_slice()) {
            (Some(near), _) => format!("No source document has `{name}` here. Did you mean `{near}`?"),
            (None, []) => {
                format!("No source document has `{name}` here: the value before it has no fields.")
            }
            (None, known) => format!(
                "No source document has `{name}` here. Known: {}.",
                known.join(", ")
            ),
        };
        self.found.push(UnknownName {
            name: name.to_owned(),
            message,
        });
        Known::Open
    }

    /// Checks the name of a function, or of a variable, which may hold one of JSONata's functions.
    fn function(&mut self, name: &str, called: bool) {
        if self.bound.iter().any(|bound| bound == name)
            || FUNCTIONS.contains(&name)
            || Helper::named(name).is_some()
        {
            return;
        }
        let message = if REFUSED.contains(&name) {
            format!("`${name}` isn't allowed in a mapping: the same record must always give the same values.")
        } else {
            let kind = if called {
                "function"
            } else {
                "variable or function"
            };
            let names = FUNCTIONS
                .iter()
                .copied()
                .chain(Helper::ALL.iter().map(|(name, _)| *name));
            let near = nearest(name, names)
                .map(|near| format!(" Did you mean `${near}`?"))
                .unwrap_or_default();
            format!("There is no {kind} `${name}`.{near}")
        };
        self.found.push(UnknownName {
            name: name.to_owned(),
            message,
        });
    }
}

/// The name that a misspelt one was most likely meant to be.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    names
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The position of a name in an expression, as a whole word outside of string literals; 0 if it isn't found.
pub(crate) fn find_word(expression: &str, name: &str) -> usize {
    let mut quote = None;
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = ' ';
    for (at, c) in expression.char_indices() {
        match quote {
            Some(end) => {
                if c == end {
                    quote = None;
                }
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {
                let rest = &expression[at..];
                if !word(before) && rest.starts_with(name) && !rest[name.len()..].starts_with(word) {
                    return at;
                }
            }
        }
        before = c;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::syntax::parse;

    fn unknown(expression: &str) -> Vec<String> {
        unknown_names(&parse(expression).unwrap(), Target::Row)
            .into_iter()
            .map(|unknown| unknown.name)
            .collect()
    }

    #[test]
    fn names_that_a_source_document_may_have_are_accepted() {
        for expression in [
            "customer.billing.city",
            "customer.field.anything_at_all",
            "customer.fields.vat_number.value",
            "order.lines.sku",
            "order.lines[sku = 'A' and quantity > 1].name",
            "order.lines[0].name",
            "order.lines^(>price).name",
            "order.lines.(name & sku)",
            "order.lines.{ 'a': name }",
            "order.lines{ sku: $sum(price) }",
            "$map(order.lines, function($l, $i) { $l.anything })",
            "($x := customer; $x.anything)",
            "$$.order.number",
            "order.lines@$l.customer.email",
            "line.$uppercase(name)",
            "line.name ~> $uppercase",
            "order.notes[0]",
            "(customer.phone ?? customer.billing.phone)",
            "(line.sku ? order : order).number",
            "$spread(order).*",
            "order.**.sku",
        ] {
            assert_eq!(unknown(expression), [""; 0], "{expression}");
        }
    }

    #[test]
    fn names_that_no_source_document_has_are_found() {
        for (expression, name) in [
            ("customer.nmae", "nmae"),
            ("custmer.name", "custmer"),
            ("customer.name.first", "first"),
            ("order.lines[skuu = 'A'].name", "skuu"),
            ("order.lines.prize", "prize"),
            ("order.lines^(prize).name", "prize"),
            ("order.lines.(name & skuu)", "skuu"),
            ("order.lines{ sku: $sum(prize) }", "prize"),
            ("$$.ordr", "ordr"),
            ("customer.fields.vat_number.valeu", "valeu"),
            ("(line.sku ? order : order).numbr", "numbr"),
            ("$uppercas(line.name)", "uppercas"),
            ("$x & line.name", "x"),
            ("$now()", "now"),
            ("line.name ~> $eval", "eval"),
        ] {
            assert_eq!(unknown(expression), [name], "{expression}");
        }
        let message = &unknown_names(&parse("customer.nmae").unwrap(), Target::Row)[0].message;
        assert_eq!(
            message,
            "No source document has `nmae` here. Did you mean `name`?"
        );
    }

    #[test]
    fn a_word_is_found_outside_of_texts() {
        assert_eq!(find_word("'name' & customer.name", "name"), 18);
        assert_eq!(find_word("surname & name", "name"), 10);
    }
}
