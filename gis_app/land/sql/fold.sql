-- One form for text typed with Persian, Arabic or Latin keyboards: the twin of
-- gis_app.lib.digits.fold. Immutable, so that an index can hold it.
-- (Most names have single spaces: the regular expression costs ten times the rest.)
-- RETURN, not a quoted body: a restore of a dump must know what has to be there first.
CREATE OR REPLACE FUNCTION meydan.single_spaces(spaced text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(CASE
    WHEN strpos(spaced, '  ') > 0 THEN regexp_replace(spaced, ' +', ' ', 'g')
    ELSE spaced
END, ' ');

-- ASCII without spaces, as most plates are, needs only small letters. (Not STRICT: a
-- strict function with a CASE is never inlined, which would cost more than it does.)
CREATE OR REPLACE FUNCTION meydan.fold(plain text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN
        octet_length(plain) = char_length(plain)
        AND plain = translate(plain, U&' \0009\000a\000d\000b\000c', '')
        THEN lower(plain COLLATE "C") COLLATE "default"
    ELSE meydan.single_spaces(translate(
        plain,
        -- digits, letters, capitals, then spaces of all kinds
        '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩'
        'يىئكةۀأإٱؤآ'
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        || U&'\200c\00a0\2007\202f\0009\000a\000d\000b\000c'
        -- and what is dropped: it has no partner below
        || U&'\0621\0640\064b\064c\064d\064e\064f\0650'
        || U&'\0651\0652\0654\0655\0670'
        || U&'\200b\200d\200e\200f\202a\202b\202c\202d\202e'
        || U&'\2066\2067\2068\2069\feff',
        '01234567890123456789'
        'یییکههاااوا'
        'abcdefghijklmnopqrstuvwxyz'
        '         '
    ))
END;

-- How well folded names, parted by |, fit folded words: 3 one of them is the same, 2 one
-- begins so, 1.5 a word begins so, 1 they contain them.
CREATE OR REPLACE FUNCTION meydan.likeness(name text, words text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN strpos('|' || name || '|', '|' || words || '|') > 0 THEN 3
        WHEN strpos('|' || name, '|' || words) > 0 THEN 2
        WHEN strpos(name, ' ' || words) > 0 THEN 1.5
        WHEN strpos(name, words) > 0 THEN 1
        ELSE 0
    END
$$;
