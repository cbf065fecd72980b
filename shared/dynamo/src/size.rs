use aws_sdk_dynamodb::types::AttributeValue;

use crate::{Item, PARTITION_KEY, Projected, Schema};

/// What DynamoDB bills writes by.
const WRITE_UNIT: usize = 1_024;

/// How large an item is to DynamoDB: the bytes of its names and values, and for a number one for two digits and one more.
#[must_use]
pub fn size_of(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + size(value)).sum()
}

fn size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number.len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::M(item) => 3 + item.len() + size_of(item),
        AttributeValue::L(values) => 3 + values.iter().map(|value| 1 + size(value)).sum::<usize>(),
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| number.len().div_ceil(2) + 1).sum(),
        AttributeValue::Bs(bytes) => bytes.iter().map(|bytes| bytes.as_ref().len()).sum(),
        _ => 1,
    }
}

impl Schema {
    /// The write units that a new item costs, in the table and in each index that holds it. An item that replaces another
    /// costs the same where the other was not larger and is in no index.
    #[must_use]
    pub fn write_units(&self, item: &Item) -> usize {
        let of_indexes = self
            .indexes
            .iter()
            .filter(|index| item.contains_key(index.partition_key) && item.contains_key(index.sort_key));
        let of_indexes = of_indexes.map(|index| {
            let mut projected = item.clone();
            let keys = [PARTITION_KEY, index.partition_key, index.sort_key];
            let is_key = |name: &str| keys.contains(&name) || self.sort_key == Some(name);
            match index.projected {
                Projected::All => {}
                Projected::Keys => projected.retain(|name, _| is_key(name)),
                Projected::Also(names) => {
                    projected.retain(|name, _| is_key(name) || names.contains(&name.as_str()))
                }
            }
            units(&projected)
        });
        units(item) + of_indexes.sum::<usize>()
    }
}

fn units(item: &Item) -> usize {
    size_of(item).div_ceil(WRITE_UNIT).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CONTENT, Index, number, text};

    const SCHEMA: Schema = Schema {
        sort_key: None,
        indexes: &[
            Index {
                name: "whole",
                partition_key: "a",
                sort_key: "pk",
                projected: Projected::All,
            },
            Index {
                name: "keys",
                partition_key: "b",
                sort_key: "pk",
                projected: Projected::Keys,
            },
            Index {
                name: "content",
                partition_key: "c",
                sort_key: "pk",
                projected: Projected::Also(&[CONTENT]),
            },
        ],
    };

    #[test]
    fn a_write_is_counted_in_the_table_and_in_each_index_that_holds_it() {
        let item = |keys: &[&str], bytes: usize| {
            let mut item = Item::from([
                (PARTITION_KEY.to_owned(), text("p")),
                (CONTENT.to_owned(), text("c")),
                ("rest".to_owned(), text(&"x".repeat(bytes))),
            ]);
            item.extend(keys.iter().map(|key| ((*key).to_owned(), text("k"))));
            item
        };
        assert_eq!(SCHEMA.write_units(&item(&[], 100)), 1);
        assert_eq!(SCHEMA.write_units(&item(&[], 3_000)), 3);
        assert_eq!(SCHEMA.write_units(&item(&["a"], 3_000)), 3 + 3);
        assert_eq!(SCHEMA.write_units(&item(&["b"], 3_000)), 3 + 1);
        assert_eq!(SCHEMA.write_units(&item(&["c"], 3_000)), 3 + 1);
        assert_eq!(SCHEMA.write_units(&item(&["a", "b", "c"], 3_000)), 3 + 3 + 1 + 1);
    }

    #[test]
    fn a_number_takes_half_a_byte_for_each_digit() {
        assert_eq!(
            size_of(&Item::from([("n".to_owned(), number(1_795_420_800))])),
            1 + 5 + 1
        );
    }
}
