//! The tables: `company | buyer | order | sale | figures by hand`.
//!
//! `OSS` and `prices without VAT` after the company are its settings in eAccounting (`UsesMoss`, `ShowPricesExclVatPC`).
//! Prices include VAT where the order doesn't say otherwise. `by delivery` after the sale: the customer must be taxed by
//! the delivery address. Under OSS the rates are the destination's, for each of the company's own from high to low.

use model::JobKind;
use rust_decimal::Decimal;
use serde_json::Value;

use super::case::Case;
use super::play::{held, open, place, play};
use crate::support::{dec, document, job};

const SE: &str = "
SE | private SE | 2 LAMP at 799 | domestic | 25 %: 1278.40 + 319.60 on 3001
SE | private SE | 1 LAMP at 199, shipping 49 | domestic | 25 %: 198.40 + 49.60 on 3001
SE | private SE | 1 LAMP at 349, 3 COFFEE at 79 | domestic | 25 %: 279.20 + 69.80 on 3001; 12 %: 211.61 + 25.39 on 3002
SE | private SE | 1 LAMP at 349, 3 COFFEE at 79, shipping 59, discount 50 | domestic | 25 %: 302.58 + 75.64 on 3001; 12 %: 193.55 + 23.23 on 3002
SE | private SE | 1 LAMP at 250, 2 COFFEE at 56, 3 BOOK at 106, 1 STAMP at 22 | domestic | 25 %: 200 + 50 on 3001; 12 %: 100 + 12 on 3002; 6 %: 300 + 18 on 3003; 0 %: 22 on 3004
SE | private SE | 4 BOOK at 129, shipping 29 | domestic | 6 %: 514.15 + 30.85 on 3003
SE | private SE | 7 LAMP at 13.37, 11 COFFEE at 9.99, shipping 39.95, discount 17.77 | domestic
SE | private SE | 10 STAMP at 22 | domestic | 0 %: 220 on 3004
SE | private SE | 1 LAMP at 500, 1 BOOK at 0, discount 100 | domestic | 25 %: 320 + 80 on 3001; 6 %: 0 + 0 on 3003
SE | private SE | 2 LAMP at 799, shipping 49, shipping discount 49 | domestic | 25 %: 1278.40 + 319.60 on 3001
SE | private SE | 2 LAMP at 799, discount 10 % | domestic | 25 %: 1150.56 + 287.64 on 3001
SE | private SE | 2 LAMP at 799, 3 COFFEE at 49.90, discount 15 %, shipping 79, shipping discount 39.50 | domestic
SE | private SE | 2 LAMP at 719.10, 1 COFFEE at 50.40 | domestic | 25 %: 1150.56 + 287.64 on 3001; 12 %: 45 + 5.40 on 3002
SE | private SE | 3 LAMP for 100 | domestic | 25 %: 80 + 20 on 3001
SE | private SE | 2 LAMP at 799, 1 LOCAL for -98 | domestic | 25 %: 1200 + 300 on 3001
SE | private DE | 3 LAMP for 100, EUR | EU | 25 %: 80 + 20 on 3107
SE | private SE | 1 LAMP at 250, 1 COFFEE at 112, fee 29 | domestic | 25 %: 223.20 + 55.80 on 3001; 12 %: 100 + 12 on 3002
SE | private SE | 3 LAMP at 99.90, by piece | domestic | 25 %: 239.76 + 59.94 on 3001
SE | private SE | 3 COFFEE at 44.80, REST | domestic | 12 %: 120 + 14.40 on 3002
SE | private SE | 2 LAMP at 149.50, 5 BOOK at 79, shipping 49, discount 25, REST | domestic
SE | private SE | 2 LAMP at 100, shipping 40, prices without VAT | domestic | 25 %: 240 + 60 on 3001
SE | private SE | 2 LAMP at 250, 1 HOURS at 1000 | domestic | 25 %: 400 + 100 on 3001; 25 %: 800 + 200 on 3041
SE | private SE | 2 LAMP at 79.99, EUR | domestic | 25 %: 127.98 + 32.00 on 3001
SE | private SE | 1 LAMP at 99.90 | domestic | 25 %: 79.92 + 19.98 on 3001
SE | private SE | 1 LAMP at 99.49 | domestic | 25 %: 79.59 + 19.90 on 3001
SE | private SE | 1 LAMP at 100.50 | domestic | 25 %: 80.40 + 20.10 on 3001
SE | private SE | 2 LAMP at 799, total off by 0.01, tolerance 0.02 | domestic | 25 %: 1278.40 + 319.60 on 3001; 0 %: 0.01 on 3004
SE | private SE | 2 LAMP at 799, total off by -0.02, tolerance 0.02 | domestic | 25 %: 1278.40 + 319.60 on 3001; 0 %: -0.02 on 3004
SE | private SE | 3 LAMP at 24999, 1 COFFEE at 18450.50, shipping 1250, discount 5000 | domestic
SE | private SE | 144 LAMP at 4.95, 1000 COFFEE at 1.05, shipping 199 | domestic
SE | private SE | 1 LAMP at 100, 1 COFFEE at 100, shipping 10, discount 3.33 | domestic
SE | company SE, VAT number | 2 LAMP at 799 | domestic | 25 %: 1278.40 + 319.60 on 3001
SE | company SE | 2 LAMP at 250, 5 COFFEE at 56, shipping 62.50 | domestic | 25 %: 450 + 112.50 on 3001; 12 %: 250 + 30 on 3002
SE | company SE | 10 LAMP at 80, 3 BOOK at 100, shipping 99, prices without VAT | domestic | 25 %: 899 + 224.75 on 3001; 6 %: 300 + 18 on 3003
SE | company SE | 3 LAMP at 79.95, 7 COFFEE at 33.33, discount 10 %, shipping 49, prices without VAT | domestic
SE | company SE | 1 COFFEE at 99 | domestic | 12 %: 88.39 + 10.61 on 3002
SE | company SE | 1 COFFEE at 89.55, tolerance 0.02 | domestic | 12 %: 79.96 + 9.60 on 3002; 0 %: -0.01 on 3004
SE | company SE | 3 LAMP at 33.33 | domestic | 25 %: 79.99 + 20.00 on 3001
SE | company SE | 2 LAMP at 100.02, EUR | domestic | 25 %: 160.03 + 40.01 on 3001
SE, prices without VAT | private SE | 2 LAMP at 799 | domestic | 25 %: 1278.40 + 319.60 on 3001
SE, prices without VAT | private SE | 1 LAMP at 250, 2 COFFEE at 56, shipping 50, discount 36.20 | domestic | 25 %: 220 + 55 on 3001; 12 %: 90 + 10.80 on 3002
SE, prices without VAT | private DE | 1 LAMP at 125, EUR | EU | 25 %: 100 + 25 on 3107
SE | private DE | 2 LAMP at 799 | EU | 25 %: 1278.40 + 319.60 on 3107
SE | private DE | 1 LAMP at 39.90, 2 COFFEE at 11.20, shipping 5.90, EUR | EU | 25 %: 36.64 + 9.16 on 3107; 12 %: 20 + 2.40 on 3107
SE | private DE | 2 HOURS at 125, EUR | EU | 25 %: 200 + 50 on 3307
SE | private DE | 1 STAMP at 2.50, EUR | EU | 0 %: 2.50 on 3107
SE, OSS | private DE | 2 LAMP at 119, EUR | OSS 19/7 | 19 %: 200 + 38 on 3106
SE, OSS | private DE | 1 LAMP at 119, 2 COFFEE at 53.50, shipping 11.90, EUR | OSS 19/7 | 19 %: 110 + 20.90 on 3106; 7 %: 100 + 7 on 3106
SE, OSS | private DE | 1 LAMP at 119, 2 COFFEE at 53.50, discount 22.60, EUR | OSS 19/7 | 19 %: 90 + 17.10 on 3106; 7 %: 90 + 6.30 on 3106
SE, OSS | private DE | 3 LAMP at 49.95, 4 BOOK at 12.90, shipping 9.90, discount 5, EUR | OSS 19/7
SE, OSS | private DE | 2 LAMP at 100, shipping 10, EUR, prices without VAT | OSS 19/7 | 19 %: 210 + 39.90 on 3106
SE, OSS | private DK | 1 LAMP at 200, 1 COFFEE at 100, DKK | OSS 25/25 | 25 %: 240 + 60 on 3106
SE, OSS | private FI | 1 LAMP at 125.50, EUR | OSS 25.5 | 25.5 %: 100 + 25.50 on 3106
SE, OSS | private FR | 2 COFFEE at 10.55, 1 LAMP at 120, EUR | OSS 20/5.5, rates set | 20 %: 100 + 20 on 3106; 5.5 %: 20 + 1.10 on 3106
SE, OSS | private DE | 1 LOCAL at 125, EUR | OSS 19 | 25 %: 100 + 25 on 3107
SE, OSS | private DE | 1 HOURS at 119, EUR | OSS 19 | 19 %: 100 + 19 on 3306
SE, OSS | company DE | 1 LAMP at 125, EUR | EU | 25 %: 100 + 25 on 3107
SE, OSS | company DE, VAT number | 1 LAMP at 125, EUR | EU company | 0 %: 125 on 3108
SE, OSS | private SE | 1 LAMP at 250 | domestic | 25 %: 200 + 50 on 3001
SE, OSS, prices without VAT | private DE | 1 LAMP at 119, EUR | OSS 19 | 19 %: 100 + 19 on 3106
SE | company DE | 4 LAMP at 250 | EU | 25 %: 800 + 200 on 3107
SE | company DE, VAT number | 2 LAMP at 799 | EU company | 0 %: 1598 on 3108
SE | company DE, VAT number | 1 LAMP at 79.99, 3 COFFEE at 12.50, shipping 19.90, discount 5, EUR | EU company | 0 %: 132.39 on 3108
SE | company DE, VAT number | 2 LAMP at 125, shipping 25, EUR, VAT taken off | EU company | 0 %: 220 on 3108
SE | company FI, VAT number | 4 HOURS at 950 | EU company | 0 %: 3800 on 3308
SE | company NL, VAT number | 1 LAMP at 100, 1 HOURS at 200, EUR | EU company | 0 %: 100 on 3108; 0 %: 200 on 3308
SE | private NO | 2 LAMP at 799, NOK | export | 0 %: 1598 on 3105
SE | company NO | 1 LAMP at 1000, shipping 100 | export | 0 %: 1100 on 3105
SE | private US | 3 BOOK at 12.99, shipping 20, USD | export | 0 %: 58.97 on 3105
SE | private NO | 1 LAMP at 1000, 2 COFFEE at 112, VAT taken off | export | 0 %: 1000 on 3105
SE | private JP | 2 LAMP at 5000, JPY | export | 0 %: 10000 on 3105
SE | private GB | 1 LAMP at 50, GBP | export | 0 %: 50 on 3105
SE | private AX | 1 LAMP at 50, EUR | export | 0 %: 50 on 3105
SE, prices without VAT | private NO | 1 LAMP at 799 | export | 0 %: 799 on 3105
SE | private US | 2 LAMP at 62.50, USD | export with VAT | 25 %: 100 + 25 on 3001
SE | private NO | 1 COFFEE at 112, NOK | export with VAT | 12 %: 100 + 12 on 3002
SE | company NO | 1 LAMP at 250 | export with VAT | 25 %: 200 + 50 on 3001
SE | private GB, Belfast | 1 LAMP at 125, GBP | EU | 25 %: 100 + 25 on 3107
SE, OSS | private GB, Belfast | 1 LAMP at 120, 2 COFFEE at 10.50, GBP | OSS 20/5 | 20 %: 100 + 20 on 3106; 5 %: 20 + 1 on 3106
SE | company GB, Belfast, VAT number | 1 LAMP at 100, GBP | EU company | 0 %: 100 on 3108
SE | company GB, Belfast | 1 LAMP at 125, GBP | EU | 25 %: 100 + 25 on 3107
SE | private SE, goods to NO | 1 LAMP at 799 | export, by delivery | 0 %: 799 on 3105
SE | private SE, goods to DE | 1 LAMP at 250 | EU, by delivery | 25 %: 200 + 50 on 3107
SE, OSS | private SE, goods to DE | 1 LAMP at 119 | OSS 19, by delivery | 19 %: 100 + 19 on 3106
SE, OSS | private DE, goods to FR | 1 LAMP at 120, EUR | OSS 20/5.5, by delivery, rates set | 20 %: 100 + 20 on 3106
SE | private DE, goods to SE | 1 LAMP at 250, EUR | domestic, by delivery | 25 %: 200 + 50 on 3001
SE | private NO, goods to SE | 1 LAMP at 250 | domestic, by delivery | 25 %: 200 + 50 on 3001
SE | private SE, goods to GB, Belfast | 1 LAMP at 125 | EU, by delivery | 25 %: 100 + 25 on 3107
SE | private SE, goods to GB | 1 LAMP at 125 | export, by delivery | 0 %: 125 on 3105
SE | company DE, VAT number, goods to FI | 1 LAMP at 100, EUR | EU company, by delivery | 0 %: 100 on 3108
SE | company DE, VAT number, goods to SE | 1 LAMP at 250, EUR | domestic, by delivery | 25 %: 200 + 50 on 3001
SE | company SE, VAT number, goods to DE | 1 LAMP at 250 | domestic | 25 %: 200 + 50 on 3001
SE | company SE, VAT number, goods to NO | 1 LAMP at 250 | export, by delivery | 0 %: 250 on 3105
SE | company NO, goods to SE | 1 LAMP at 250 | domestic, by delivery | 25 %: 200 + 50 on 3001
";

const NO: &str = "
NO | private NO | 2 LAMP at 799 | domestic | 25 %: 1278.40 + 319.60 on 3000
NO | private NO | 1 LAMP at 349, 3 COFFEE at 69, shipping 59 | domestic | 25 %: 326.40 + 81.60 on 3000; 15 %: 180 + 27 on 3010
NO | private NO | 1 LAMP at 250, 2 COFFEE at 57.50, 1 BOOK at 112, 1 STAMP at 20 | domestic | 25 %: 200 + 50 on 3000; 15 %: 100 + 15 on 3010; 12 %: 100 + 12 on 3020; 0 %: 20 on 3100
NO | private NO | 1 LAMP at 500, 1 COFFEE at 500, discount 100 | domestic | 25 %: 360 + 90 on 3000; 15 %: 391.30 + 58.70 on 3010
NO | private NO | 4 COFFEE at 129, shipping 29, discount 10 % | domestic | 15 %: 429.04 + 64.36 on 3010
NO | private NO | 7 LAMP at 13.37, 11 BOOK at 9.99, shipping 39.95, discount 17.77 | domestic
NO | private NO | 2 LAMP at 199, fee 39 | domestic | 25 %: 349.60 + 87.40 on 3000
NO | private NO | 5 BOOK at 99, by piece | domestic | 12 %: 441.96 + 53.04 on 3020
NO | private NO | 2 LAMP at 99.50, REST | domestic | 25 %: 159.20 + 39.80 on 3000
NO | private NO | 1 LAMP at 49.99, EUR | domestic | 25 %: 39.99 + 10.00 on 3000
NO | private NO | 1 COFFEE at 57.45 | domestic | 15 %: 49.96 + 7.49 on 3010
NO | private NO | 2 HOURS at 625 | domestic | 25 %: 1000 + 250 on 3050
NO | private NO | 5 STAMP at 20, 1 LAMP at 0 | domestic | 25 %: 0 + 0 on 3000; 0 %: 100 on 3100
NO | private NO | 2 LAMP at 799, total off by 0.02, tolerance 0.05 | domestic | 25 %: 1278.40 + 319.60 on 3000; 0 %: 0.02 on 3100
NO | private NO | 1 LAMP at 200, 4 COFFEE at 50, prices without VAT | domestic | 25 %: 200 + 50 on 3000; 15 %: 200 + 30 on 3010
NO | company NO | 10 LAMP at 80, shipping 99, prices without VAT | domestic | 25 %: 899 + 224.75 on 3000
NO | company NO | 1 LAMP at 250, 3 COFFEE at 57.50 | domestic | 25 %: 200 + 50 on 3000; 15 %: 150 + 22.50 on 3010
NO | company NO | 1 COFFEE at 99 | domestic | 15 %: 86.09 + 12.91 on 3010
NO | company NO | 5 BOOK at 112 | domestic | 12 %: 500 + 60 on 3020
NO, prices without VAT | private NO | 2 COFFEE at 115, 1 LAMP at 100 | domestic | 25 %: 80 + 20 on 3000; 15 %: 200 + 30 on 3010
NO, prices without VAT | private NO | 2 BOOK at 50, prices without VAT | domestic | 12 %: 100 + 12 on 3020
NO | private SE | 1 LAMP at 799, SEK | export | 0 %: 799 on 3110
NO | private SE | 1 LAMP at 250, SEK, VAT taken off | export | 0 %: 200 on 3110
NO, OSS | private SE | 1 LAMP at 100, SEK | export | 0 %: 100 on 3110
NO | company SE, VAT number | 2 LAMP at 400, SEK | export | 0 %: 800 on 3110
NO | company SE, VAT number | 1 HOURS at 1000, SEK | export | 0 %: 1000 on 3160
NO | company DE, VAT number | 3 COFFEE at 9.99, shipping 5, EUR | export | 0 %: 34.97 on 3110
NO | private GB, Belfast | 1 LAMP at 50, GBP | export | 0 %: 50 on 3110
NO | private US | 2 LAMP at 62.50, USD | export with VAT | 25 %: 100 + 25 on 3000
NO | private CH | 1 COFFEE at 115, CHF | export with VAT | 15 %: 100 + 15 on 3010
NO | private NO, goods to SE | 1 LAMP at 500 | export, by delivery | 0 %: 500 on 3110
NO | company NO, goods to SE | 1 LAMP at 800 | export, by delivery | 0 %: 800 on 3110
NO | private SE, goods to NO | 1 LAMP at 250, SEK | domestic, by delivery | 25 %: 200 + 50 on 3000
NO | company DE, VAT number, goods to NO | 1 LAMP at 250, EUR | domestic, by delivery | 25 %: 200 + 50 on 3000
";

const NL: &str = "
NL | private NL | 2 LAMP at 60.50 | domestic | 21 %: 100 + 21 on 8000
NL | private NL | 1 LAMP at 121, 2 COFFEE at 54.50, shipping 6.05 | domestic | 21 %: 105 + 22.05 on 8000; 9 %: 100 + 9 on 8010
NL | private NL | 1 LAMP at 49.99, 1 COFFEE at 2.79 | domestic | 21 %: 41.31 + 8.68 on 8000; 9 %: 2.56 + 0.23 on 8010
NL | private NL | 1 LAMP at 60, 1 COFFEE at 40, discount 10 | domestic | 21 %: 44.63 + 9.37 on 8000; 9 %: 33.03 + 2.97 on 8010
NL | private NL | 3 STAMP at 1.14 | domestic | 0 %: 3.42 on 8020
NL | private NL | 7 LAMP at 13.37, by piece | domestic | 21 %: 77.35 + 16.24 on 8000
NL | private NL | 2 COFFEE at 10.90, REST | domestic | 9 %: 20 + 1.80 on 8010
NL | private NL | 1 COFFEE at 10.90, fee 2.18 | domestic | 9 %: 12 + 1.08 on 8010
NL | private NL | 2 LAMP at 60.50, total off by -0.01, tolerance 0.02 | domestic | 21 %: 100 + 21 on 8000; 0 %: -0.01 on 8020
NL | private NL | 1 HOURS at 121 | domestic | 21 %: 100 + 21 on 8100
NL | private NL | 2 LAMP at 1234.56, 6 COFFEE at 7.77, shipping 12.95, discount 7.5 % | domestic
NL | private NL | 1 LAMP at 12.10, SEK | domestic | 21 %: 10 + 2.10 on 8000
NL | company NL, VAT number | 12 LAMP at 7.95, prices without VAT | domestic | 21 %: 95.40 + 20.03 on 8000
NL | company NL | 1 LAMP at 121, shipping 12.10 | domestic | 21 %: 110 + 23.10 on 8000
NL | company NL | 1 LAMP at 9.99 | domestic | 21 %: 8.26 + 1.73 on 8000
NL | company NL | 1 COFFEE at 4.99 | domestic | 9 %: 4.58 + 0.41 on 8010
NL, prices without VAT | private NL | 3 LAMP at 12.10 | domestic | 21 %: 30 + 6.30 on 8000
NL | private SE | 1 LAMP at 60.50 | EU | 21 %: 50 + 10.50 on 8220
NL | private BE | 2 COFFEE at 10.90 | EU | 9 %: 20 + 1.80 on 8220
NL, OSS | private SE | 1 LAMP at 125, 1 COFFEE at 112, SEK | OSS 25/12, rates set | 25 %: 100 + 25 on 8230; 12 %: 100 + 12 on 8230
NL, OSS | private DE | 1 LAMP at 119, 1 COFFEE at 107, shipping 11.90 | OSS 19/7 | 19 %: 110 + 20.90 on 8230; 7 %: 100 + 7 on 8230
NL, OSS | private DK | 1 LAMP at 200, 1 COFFEE at 100, discount 30, DKK | OSS 25/25 | 25 %: 216 + 54 on 8230
NL, OSS | private GB, Belfast | 1 LAMP at 60, 1 COFFEE at 10.50, GBP | OSS 20/5 | 20 %: 50 + 10 on 8230; 5 %: 10 + 0.50 on 8230
NL | company DE, VAT number | 5 LAMP at 50, shipping 10 | EU company | 0 %: 260 on 8200
NL | company SE, VAT number | 1 LAMP at 1100, SEK | EU company | 0 %: 1100 on 8200
NL | company SE, VAT number | 1 HOURS at 95 | EU company | 0 %: 95 on 8201
NL | company SE | 1 LAMP at 121 | EU | 21 %: 100 + 21 on 8220
NL | company DE, VAT number | 1 LAMP at 121, 1 COFFEE at 10.90, VAT taken off | EU company | 0 %: 110 on 8200
NL | private NO | 1 LAMP at 100, NOK | export | 0 %: 100 on 8300
NL | private GB | 2 LAMP at 19.99, GBP | export | 0 %: 39.98 on 8300
NL | private GB, Belfast | 1 LAMP at 60.50, GBP | EU | 21 %: 50 + 10.50 on 8220
NL | private US | 2 LAMP at 60.50, USD | export with VAT | 21 %: 100 + 21 on 8000
NL | private NL, goods to DE | 1 LAMP at 121 | EU, by delivery | 21 %: 100 + 21 on 8220
NL, OSS | private NL, goods to DE | 1 LAMP at 119 | OSS 19, by delivery | 19 %: 100 + 19 on 8230
NL | private NL, goods to NO | 1 LAMP at 121 | export, by delivery | 0 %: 121 on 8300
NL | company NL, VAT number, goods to DE | 1 LAMP at 121 | domestic | 21 %: 100 + 21 on 8000
NL | company SE, VAT number, goods to NL | 1 LAMP at 121 | domestic, by delivery | 21 %: 100 + 21 on 8000
";

const FI: &str = "
FI | private FI | 2 LAMP at 125.50 | domestic | 25.5 %: 200 + 51 on 3000
FI | private FI | 1 LAMP at 251, 1 COFFEE at 113.50, shipping 25.10 | domestic | 25.5 %: 220 + 56.10 on 3000; 13.5 %: 100 + 13.50 on 3010
FI | private FI | 1 LAMP at 39.90, 3 BOOK at 11, 2 STAMP at 2.50 | domestic | 25.5 %: 31.79 + 8.11 on 3000; 10 %: 30 + 3 on 3020; 0 %: 5 on 3030
FI | private FI | 1 COFFEE at 4.95 | domestic | 13.5 %: 4.36 + 0.59 on 3010
FI | private FI | 2 LAMP at 100, 1 COFFEE at 100, discount 30 | domestic | 25.5 %: 143.43 + 36.57 on 3000; 13.5 %: 79.30 + 10.70 on 3010
FI | private FI | 3 COFFEE at 3.33, by piece | domestic | 13.5 %: 8.80 + 1.19 on 3010
FI | private FI | 2 BOOK at 5.50, REST | domestic | 10 %: 10 + 1 on 3020
FI | private FI | 1 LAMP at 125.50, fee 25.10 | domestic | 25.5 %: 120 + 30.60 on 3000
FI | private FI | 9 LAMP at 17.17, 13 COFFEE at 2.95, 5 BOOK at 8.45, shipping 6.90, discount 12.5 % | domestic
FI | private FI | 2 LAMP at 125.50, total off by 0.01, tolerance 0.01 | domestic | 25.5 %: 200 + 51 on 3000; 0 %: 0.01 on 3030
FI | private FI | 1 HOURS at 125.50 | domestic | 25.5 %: 100 + 25.50 on 3100
FI | private FI | 2 LAMP at 100, shipping 10, prices without VAT | domestic | 25.5 %: 210 + 53.55 on 3000
FI | company FI, VAT number | 4 LAMP at 49.95, 2 COFFEE at 9.90, prices without VAT | domestic | 25.5 %: 199.80 + 50.95 on 3000; 13.5 %: 19.80 + 2.67 on 3010
FI | company FI | 1 LAMP at 125.50, 1 COFFEE at 113.50, 1 BOOK at 110 | domestic | 25.5 %: 100 + 25.50 on 3000; 13.5 %: 100 + 13.50 on 3010; 10 %: 100 + 10 on 3020
FI | company FI | 1 LAMP at 99.90 | domestic | 25.5 %: 79.60 + 20.30 on 3000
FI | company FI | 1 COFFEE at 9.90 | domestic | 13.5 %: 8.72 + 1.18 on 3010
FI, prices without VAT | private FI | 2 LAMP at 125.50, shipping 25.10 | domestic | 25.5 %: 220 + 56.10 on 3000
FI | private SE | 1 LAMP at 125.50, 1 COFFEE at 113.50, SEK | EU | 25.5 %: 100 + 25.50 on 3340; 13.5 %: 100 + 13.50 on 3340
FI | private DE | 4 BOOK at 11, shipping 5.50 | EU | 10 %: 45 + 4.50 on 3340
FI, OSS | private NL | 1 LAMP at 121, 1 COFFEE at 109, 1 BOOK at 10.90 | OSS 21/9/9 | 21 %: 100 + 21 on 3350; 9 %: 110 + 9.90 on 3350
FI, OSS | private DE | 2 LAMP at 59.50, shipping 11.90 | OSS 19/7/7 | 19 %: 110 + 20.90 on 3350
FI, OSS | private SE | 1 LAMP at 125, 1 COFFEE at 112, SEK | OSS 25/12/12, rates set | 25 %: 100 + 25 on 3350; 12 %: 100 + 12 on 3350
FI, OSS | company SE | 1 LAMP at 125.50 | EU | 25.5 %: 100 + 25.50 on 3340
FI | company SE, VAT number | 2 LAMP at 1100, SEK | EU company | 0 %: 2200 on 3360
FI | company DE, VAT number | 1 HOURS at 95, 1 LAMP at 50, shipping 9.90 | EU company | 0 %: 59.90 on 3360; 0 %: 95 on 3361
FI | company DE, VAT number | 1 LAMP at 125.50, VAT taken off | EU company | 0 %: 100 on 3360
FI | private NO | 1 LAMP at 990, NOK | export | 0 %: 990 on 3370
FI | company NO | 3 COFFEE at 9.99, discount 2.97 | export | 0 %: 27 on 3370
FI | private AX | 1 LAMP at 50 | export | 0 %: 50 on 3370
FI | private GB | 1 LAMP at 49.99, GBP | export | 0 %: 49.99 on 3370
FI | private GB, Belfast | 1 LAMP at 125.50, GBP | EU | 25.5 %: 100 + 25.50 on 3340
FI | company GB, Belfast, VAT number | 1 LAMP at 80, GBP | EU company | 0 %: 80 on 3360
FI | private US | 1 LAMP at 125.50, USD | export with VAT | 25.5 %: 100 + 25.50 on 3000
FI | private FI, goods to SE | 1 LAMP at 125.50 | EU, by delivery | 25.5 %: 100 + 25.50 on 3340
FI, OSS | private SE, goods to NL | 1 LAMP at 121, SEK | OSS 21, by delivery | 21 %: 100 + 21 on 3350
FI | private FI, goods to NO | 1 LAMP at 100 | export, by delivery | 0 %: 100 on 3370
FI | company FI, VAT number, goods to SE | 1 LAMP at 125.50 | domestic | 25.5 %: 100 + 25.50 on 3000
";

fn lines(table: &'static str) -> Vec<&'static str> {
    table.lines().filter(|line| !line.is_empty()).collect()
}

/// Plays every line, and tells of all that went wrong.
async fn play_all(table: &'static str) {
    let mut wrong = Vec::new();
    for line in lines(table) {
        if tokio::spawn(play(line)).await.is_err() {
            wrong.push(line);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} lines went wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_order_stands_in_the_tables_twice_and_there_are_enough() {
    let mut all: Vec<&str> = [SE, NO, NL, FI].into_iter().flat_map(lines).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    assert!(count >= 190, "{count} orders");
    for table in [SE, NO, NL, FI] {
        let by_hand = lines(table)
            .iter()
            .filter(|line| line.split('|').count() == 5)
            .count();
        assert!(by_hand >= 30, "{by_hand} by hand");
    }
}

/// A number without zeros at its end.
fn plain(value: &Value) -> Decimal {
    dec(&value.to_string()).normalize()
}

#[tokio::test]
async fn a_price_without_whole_cents_is_two_rows_or_has_four_decimals_abroad() {
    for (line, rows) in [
        (
            "SE | private SE | 3 LAMP for 100 | domestic",
            &["2 × 33.33", "1 × 33.34"][..],
        ),
        ("SE | private DE | 3 LAMP for 100, EUR | EU", &["3 × 33.3333"]),
        (
            "SE | private SE | 3 LAMP for 100, EUR | domestic",
            &["3 × 33.3333"],
        ),
        (
            "FI | private FI | 7 COFFEE for 20 | domestic",
            &["2 × 2.85", "5 × 2.86"],
        ),
    ] {
        let case = Case::read(line);
        let world = open(&case, "");
        let source = place(&world, &case, &case.order("7001"));
        document(&world.settle(job(&world, JobKind::Order, &source)).await);
        let order = held(&world, "orders").remove(0);
        let shown: Vec<String> = order["Rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} × {}", plain(&row["Quantity"]), plain(&row["UnitPrice"])))
            .collect();
        assert_eq!(shown, rows, "{line}");
    }
}

#[tokio::test]
async fn a_swedish_companys_books_are_the_bookkeepers() {
    play_all(SE).await;
}

#[tokio::test]
async fn a_norwegian_companys_books_are_the_bookkeepers() {
    play_all(NO).await;
}

#[tokio::test]
async fn a_dutch_companys_books_are_the_bookkeepers() {
    play_all(NL).await;
}

#[tokio::test]
async fn a_finnish_companys_books_are_the_bookkeepers() {
    play_all(FI).await;
}
