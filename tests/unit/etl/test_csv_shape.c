/* Tests of the layout of CSV files: delimiter, header, frame, as exporters write them. */
#include "etl/csv_shape.h"

#include "tests/unit/etl/reading.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)64 << 20)

struct expected {
    const char *name, *text, *want;
};

static const struct expected files[] = {
    { "commas", "a,b\n1,2\n", ", a|b / 1|2" },
    { "a header only", "a;b\n", "; a|b" },
    { "one column", "value\n1\n2\n", ", value / 1 / 2" },
    { "one column with decimal commas", "value\n1,5\n2,5\n", "; value / 1,5 / 2,5" },
    { "decimal commas", "a;b;c\n1,5;2,5;3,0\n4,5;5,5;6,0\n",
      "; a|b|c / 1,5|2,5|3,0 / 4,5|5,5|6,0" },
    { "commas in the header as well", "Datum;Umsatz, netto;Umsatz, brutto\n1;2,3;4,5\n",
      "; Datum|Umsatz, netto|Umsatz, brutto / 1|2,3|4,5" },
    { "delimiters in quotes", "a,b\n\"1;2;3\",\"x;y\"\n\"3;4;5\",z\n",
      ", a|b / 1;2;3|x;y / 3;4;5|z" },
    { "text with commas between tabs", "a\tb\n1\tx, y, z\n2\tx, y, z\n",
      "T a|b / 1|x, y, z / 2|x, y, z" },
    { "bars", "a|b\n1|2\n", "| a|b / 1|2" },
    { "a ragged file", "a,b\n1\n1,2,3\n4,5\n6,7\n8,9\n", ", a|b / 4|5 / 6|7 / 8|9" },
    { "empty fields behind rows", "a,b\n1,2,\n3,4,\n5,6,\n", ", a|b / 1|2 / 3|4 / 5|6" },
    { "an index without a name", ",value\n0,5\n1,6\n", ", column_1|value / 0|5 / 1|6" },
    { "years as names", "Country,2019,2020\nChad,1,2\nMali,3,4\n",
      ", Country|2019|2020 / Chad|1|2 / Mali|3|4" },
    { "sep", "sep=;\na;b\n1;2\n", "; a|b / 1|2" },
    { "sep in quotes, CRLF", "\"sep=,\"\r\na,b\r\n1,2\r\n", ", a|b / 1|2" },
    { "sep is a tab", "sep=\t\na\tb\n1\t2\n", "T a|b / 1|2" },
    { "sep of something else", "SEP=^\na^b\n1^2\n", "^ a|b / 1|2" },
    { "comments",
      "# ---------------------\n# Traffic, by day, all\n# 20240101-20240131\n# ---\n\n"
      "Date,Users,Sessions\n20240101,1,2\n20240102,3,4\n",
      ", +4 Date|Users|Sessions / 20240101|1|2 / 20240102|3|4" },
    { "a header in a comment", "# logger 5\n# time,temp\n2024-01-01,5.5\n2024-01-02,6\n",
      ", +1 time|temp / 2024-01-01|5.5 / 2024-01-02|6" },
    { "a number sign as name", "#,name\n1,x\n2,y\n", ", #|name / 1|x / 2|y" },
    { "a bank statement",
      "Konto:;DE12 3456\nZeitraum:;01.01.2024 - 31.01.2024\nSaldo:;1.500,00 EUR\n\n"
      "Buchungstag;Text;Betrag;Saldo\n02.01.2024;\"Miete; Januar\";-800,00;700,00\n"
      "03.01.2024;Lohn;1.000,00;1.700,00\n",
      "; +3 Buchungstag|Text|Betrag|Saldo / 02.01.2024|Miete; Januar|-800,00|700,00 / "
      "03.01.2024|Lohn|1.000,00|1.700,00" },
    { "a statement without colons, in quotes",
      "\"Kontonummer\";\"DE12\"\n\"Von\";\"01.01.2024\"\n\"Bis\";\"31.01.2024\"\n\n"
      "\"Datum\";\"Text\";\"Betrag\";\"W\xc3\xa4hrung\"\n\"02.01.2024\";\"x\";\"-8,00\";\"EUR\"\n"
      "\"03.01.2024\";\"y\";\"1,00\";\"EUR\"\n\"04.01.2024\";\"y\";\"1,00\";\"EUR\"\n",
      "; +3 Datum|Text|Betrag|W\xc3\xa4hrung / 02.01.2024|x|-8,00|EUR / 03.01.2024|y|1,00|EUR / "
      "04.01.2024|y|1,00|EUR" },
    { "a preamble of as many fields behind a blank line",
      "Account,DE12\nFrom,2024-01-01\n\nDate,Amount\n2024-01-02,5\n2024-01-03,6\n2024-01-04,6\n"
      "2024-01-05,6\n2024-01-06,6\n",
      ", +2 Date|Amount / 2024-01-02|5 / 2024-01-03|6 / 2024-01-04|6 / 2024-01-05|6 / "
      "2024-01-06|6" },
    { "rows in groups",
      "date,a\n2024-01-01,1\n\n2024-01-02,2\n2024-01-03,2\n2024-01-04,2\n2024-01-05,2\n",
      ", date|a / 2024-01-01|1 / 2024-01-02|2 / 2024-01-03|2 / 2024-01-04|2 / 2024-01-05|2" },
    { "the title of a sheet", "Umsatz 2024;;;\n;;;\nDatum;Filiale;Umsatz;Menge\n1;x;2;3\n2;y;3;4\n",
      "; +1 Datum|Filiale|Umsatz|Menge / 1|x|2|3 / 2|y|3|4" },
    { "a title of one field", "Monthly report\n\nDate,Sales\n2024-01-01,5\n2024-01-02,6\n",
      ", +1 Date|Sales / 2024-01-01|5 / 2024-01-02|6" },
    { "the World Bank",
      "\"Data Source\",\"Indicators\",\n\n\"Last Updated Date\",\"2024-05-01\",\n\n"
      "\"Country Name\",\"Code\",\"1960\",\"1961\",\n\"Chad\",\"TCD\",\"5\",\"\",\n"
      "\"Mali\",\"MLI\",\"6\",\"7\",\n",
      ", +2 Country Name|Code|1960|1961|column_5 / Chad|TCD|5|| / Mali|MLI|6|7|" },
    { "psql",
      "    date    | a  | note \n------------+----+------\n 2024-01-01 |  5 | x\n"
      " 2024-01-02 |    | \"y\n(2 rows)\n\n",
      "| drawn date|a|note / 2024-01-01|5|x / 2024-01-02||\"y" },
    { "mysql",
      "+------------+----+\n| date       | a  |\n+------------+----+\n| 2024-01-01 |  5 |\n"
      "| 2024-01-02 |    |\n+------------+----+\n2 rows in set (0.00 sec)\n",
      "| drawn date|a / 2024-01-01|5 / 2024-01-02|" },
    { "Markdown", "| date | a |\n|:-----|--:|\n| 2024-01-01 | 5 |\n",
      "| drawn date|a / 2024-01-01|5" },
    { "psql behind a line of a script",
      "Timing is on.\n d | a \n---+---\n 1 | 2\n(1 row)\n\nTime: 0.5 ms\n",
      "| +1 drawn d|a / 1|2" },
    { "dashes below the names", "a,b\n---,---\n1,2\n---,---\n", ", a|b / 1|2 / ---|---" },
    { "a first line of other things",
      "\"EXTF\";700;21;\"Buchungsstapel\";;;;;\nUmsatz;Konto;Belegdatum\n12,50;8400;0101\n13,50;"
      "8400;0201\n",
      "; +1 Umsatz|Konto|Belegdatum / 12,50|8400|0101 / 13,50|8400|0201" },
    { "sqlcmd", "date,a\n----,-\n2024-01-01,5\n\n(1 rows affected)\n", ", date|a / 2024-01-01|5" },
    { "a report with totals",
      "Campaign report\n\"January 1, 2024 - January 31, "
      "2024\"\nCampaign,Day,Cost\nBrand,2024-01-01,\"1,2\"\n"
      "Brand,2024-01-02,5\n",
      ", +2 Campaign|Day|Cost / Brand|2024-01-01|1,2 / Brand|2024-01-02|5" },
    { "CR", "a,b\r1,2\r3,4", ", CR a|b / 1|2 / 3|4" },
    { "CR with LF in cells", "a,b\r\"1\n1\",2\r3,4\r5,6\r", ", CR a|b / 1\n1|2 / 3|4 / 5|6" },
    { "mostly LF", "a,b\n1,2\n3,4\r5,6\n", ", a|b / 1|2 / 3|4 / 5|6" },
    { "an open quote", "a,b\n\"1,2\n3,4\n", ", a|b / 3|4" },
    { "nothing", "", ", empty_file" },
    { "comments only", "# x\n# y\n", ", x / # y" },
};

static const char *told(struct arena *a, const char *text)
{
    struct csv_shape s = csv_shape(text, strlen(text));
    struct reading *g = reading_new(a, text, strlen(text), 1000, NULL);
    struct reader *r = reader_csv_new(a, &g->in, &g->rejects, &g->limits, s);

    str_addc(&g->text, s.delimiter == '\t' ? 'T' : s.delimiter);
    str_adds(&g->text, s.cr_lines ? " CR" : "");
    if (s.told)
        str_printf(&g->text, " +%u", s.told);
    str_adds(&g->text, s.drawn ? " drawn" : "");
    if (r->error)
        str_printf(&g->text, " %s", ingest_code(r->error));
    for (size_t i = 0; i < r->columns.n; i++)
        str_printf(&g->text, "%s%s", i ? "|" : " ", r->columns.list[i].text);
    while (!r->error && reader_next(r))
        for (size_t i = 0; i < r->row.n; i++)
            str_printf(&g->text, "%s%.*s", i ? "|" : " / ", (int)r->row.cells[i].n,
                       r->row.cells[i].p);
    return str_c(&g->text);
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        is_str(told(a, files[i].text), files[i].want, "%s", files[i].name);
    arena_free(a);
    return done_testing();
}
