# Turns the statement files given as arguments into C: awk -v out=h|c -f registry.awk -- FILE…
# dataset/by_id.sql becomes Q_DATASET_BY_ID. Lines that are comments are left out, and a last `;`.

function fail(text) {
    printf "%s: %s\n", path, text > "/dev/stderr"
    failed = 1
    exit 1
}

# The C string literal of one line.
function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\\n\""
}

function begin_file(   words, n, short) {
    path = FILENAME
    n = split(path, words, "/")
    short = words[n - 1] "/" substr(words[n], 1, length(words[n]) - 4)
    if (short !~ /^[a-z0-9_]+\/[a-z0-9_]+$/)
        fail("a statement is named MODEL/NAME.sql in lower case, digits and _")
    names[++count] = short
    if ($0 !~ /^-- rows: (none|one|optional|many)( read)?$/)
        fail("the first line must be -- rows: none|one|optional|many [read]")
    rows[count] = toupper($3)
    reads[count] = $4 == "read" ? "true" : "false"
    texts[count] = ""
}

# Whether a statement returns its one row whenever it does not fail: a select without FROM, an insert
# of VALUES.
function certain(text) {
    text = " " tolower(text) " "
    gsub(/[^a-z_]+/, " ", text)
    if (text ~ /^ select /)
        return text !~ / (from|where|having|limit) /
    return text ~ /^ insert / && text ~ / values / && text !~ / (select|from|where|conflict) /
}

function c_name(short) {
    gsub(/\//, "_", short)
    return "Q_" toupper(short)
}

FNR == 1 {
    begin_file()
    next
}

/^[ \t]*--/ || /^[ \t]*$/ { next }

{
    sub(/[ \t\r]+$/, "")
    texts[count] = texts[count] (texts[count] == "" ? "" : "\n") $0
}

function header(   i) {
    print "/* Every statement of sql/queries; made by sql/registry.awk. */"
    print "#ifndef SQL_REGISTRY_H\n#define SQL_REGISTRY_H\n\n#include \"base/db.h\"\n"
    print "#define QUERY_COUNT " count "\n"
    for (i = 1; i <= count; i++)
        print "extern const struct query " c_name(names[i]) ";"
    print "\n#endif"
}

function source(   i, j, n, lines) {
    print "/* Every statement of sql/queries; made by sql/registry.awk. */"
    print "#include \"sql/registry.h\""
    for (i = 1; i <= count; i++) {
        print "\nconst struct query " c_name(names[i]) " = {"
        print "    .name = \"" names[i] "\","
        print "    .rows = QUERY_" rows[i] ","
        print "    .read = " reads[i] ","
        print "    .certain = " (certain(texts[i]) ? "true" : "false") ","
        print "    .index = " i - 1 ","
        print "    .sql ="
        n = split(texts[i], lines, "\n")
        for (j = 1; j <= n; j++)
            print "        " quoted(lines[j]) (j == n ? "," : "")
        print "};"
    }
}

END {
    if (failed)
        exit 1
    for (i = 1; i <= count; i++) {
        path = names[i]
        sub(/;$/, "", texts[i])
        if (texts[i] == "")
            fail("there is no statement")
        if (texts[i] ~ /;/)
            fail("one file is one statement: there is a ; inside")
    }
    if (out == "h")
        header()
    else
        source()
}
