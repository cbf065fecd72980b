//! Amounts of an order that are no price of goods: what is given or lent along with them, and what the tax agency pays.

use model::OrderLine;

use crate::voucher::is_named_by;

/// Words in the names of what is no supply where it has no VAT: donations, tips and deposits; `*` stands for anything.
const ASIDE: &[&str] = &[
    "donation*",
    "donasjon*",
    "donatie*",
    "lahjoitus*",
    "gåva till",
    "insamling*",
    "innsamling*",
    "gratuity",
    "dricks",
    "driks",
    "drikkepenge*",
    "tippi",
    "juomaraha*",
    "fooi",
    "fooien",
    "flaskpant*",
    "burkpant*",
    "emballagepant*",
    "pantti*",
    "statiegeld*",
];

/// Words that name it where they are all of a name, but for what stands in brackets or behind a dash: a book without VAT may be
/// called "Tips för trädgården".
const ASIDE_ALONE: &[&str] = &[
    "tip",
    "tips",
    "gåva",
    "gave",
    "charity",
    "pant",
    "deposit",
    "depositum",
];

/// Words in the names of what was paid before: a payment, which changes neither price nor VAT.
const PAYMENTS: &[&str] = &[
    "handpenning*",
    "förskott*",
    "forskudd*",
    "depositum",
    "deposit",
    "down payment",
    "prepayment",
    "paid in advance",
    "advance payment",
    "aanbetaling*",
    "vooruitbetaling*",
    "ennakkomaksu*",
    "käsiraha*",
    "anzahlung*",
    "acompte",
];

/// Words in the names of what the tax agency pays of a service, in the countries that have it.
const TAX_REDUCTIONS: &[&str] = &[
    "rot avdrag*",
    "rut avdrag*",
    "rotavdrag*",
    "rutavdrag*",
    "husavdrag*",
    "*skattereduktion*",
    "kotitalousvähenny*",
];

/// Whether a line or article without VAT is no goods by this name: it decides no rate, and discounts are not taken off it.
pub(crate) fn is_aside(name: &str) -> bool {
    let start = name.split(['(', '-', '–', ':', ',']).next().unwrap_or_default();
    ASIDE_ALONE.contains(&start.trim().to_lowercase().as_str()) || is_named_by(ASIDE, name)
}

/// Whether a line takes something off.
pub(crate) fn is_below_zero(line: &OrderLine) -> bool {
    line.price.is_sign_negative() != line.quantity.is_sign_negative() && !line.price.is_zero()
}

/// Whether a line takes off what was paid before.
pub(crate) fn is_payment(line: &OrderLine) -> bool {
    is_below_zero(line) && is_named_by(PAYMENTS, &line.name)
}

/// Whether a line takes off what the tax agency pays.
pub(crate) fn is_tax_reduction(line: &OrderLine) -> bool {
    is_below_zero(line) && names_tax_reduction(&line.name)
}

/// Whether a discount or a line is what the tax agency pays, by its name.
pub(crate) fn names_tax_reduction(name: &str) -> bool {
    is_named_by(TAX_REDUCTIONS, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn donations_tips_and_deposits_are_told_from_goods() {
        for name in [
            "Gåva till Barncancerfonden",
            "Donation",
            "Dricks",
            "Tip (10 %)",
            "Pant",
            "Flaskpant",
            "Statiegeld fles",
            "Lahjoitus",
        ] {
            assert!(is_aside(name), "{name}");
        }
        for name in [
            "Gåvobox",
            "Pants",
            "Tips för trädgården",
            "Gave til mor",
            "Stamp",
            "Deposit box",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }

    #[test]
    fn what_the_tax_agency_pays_is_known_by_its_name() {
        let is = names_tax_reduction;
        for name in [
            "ROT-avdrag",
            "ROT/RUT-avdrag",
            "Rutavdraget",
            "Skattereduktion",
            "Grön teknik skattereduktion 50 %",
            "Kotitalousvähennys",
        ] {
            assert!(is(name), "{name}");
        }
        for name in ["Rotrabatt", "Rutig duk", "Avdrag", "Rabatt"] {
            assert!(!is(name), "{name}");
        }
    }
}
