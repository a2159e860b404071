-- A Pizhu library, version 2: creates a new one. `reader/library/migrations.py` brings older ones here.
-- All offsets are code points, half-open [start, end), into the document's text.

pragma application_id = 0x50495A48;  -- "PIZH": what tells a library from any other SQLite file
pragma user_version = 2;

create table documents (
    id integer primary key,
    name text not null unique check (name <> ''),  -- its path below the imported folder, or its file name
    source text not null,                          -- where it was read from
    digest text not null unique,                   -- SHA-256 of the bytes read, in hexadecimal
    encoding text not null,
    script text not null check (script in ('simplified', 'traditional', 'mixed', 'neither')),
    variant text not null check (variant in ('', 'tw', 'hk', 'cn')),  -- of a traditional text, where it can be told
    title text not null default '',
    date text not null default '',
    author text not null default '',
    publisher text not null default '',
    url text not null default '',
    meta text not null default '{}' check (json_valid(meta)),
    length integer not null check (length > 0),    -- of the text
    paragraphs integer not null,                   -- how many
    imported_at text not null
) strict;

-- The texts, in pieces that end with a line where they can: what the screen shows of a document costs the same
-- wherever it stands in however long a text. The pieces of a document in order of `start` are its text; view
-- `document_texts` puts them together.
create table texts (
    document integer not null references documents (id) on delete cascade,
    start integer not null,
    length integer not null,
    text text not null,
    primary key (document, start)
) strict;

-- The match form of each piece (simplified, half-width, lower case), in UTF-8: what search looks through.
create table folds (
    document integer not null references documents (id) on delete cascade,
    start integer not null,     -- of the piece
    folded blob not null,
    primary key (document, start)
) strict;

create view document_texts (document, name, text) as
select id, name, (
    select group_concat(text, '') from (select text from texts where document = documents.id order by start)
)
from documents;

create table paragraphs (
    document integer not null references documents (id) on delete cascade,
    number integer not null check (number > 0),
    start integer not null,
    "end" integer not null,
    kind text not null check (kind in ('title', 'heading', 'byline', 'body', 'caption', 'boilerplate')),
    primary key (document, number),
    check (start < "end")
) strict, without rowid;

create index paragraphs_place on paragraphs (document, start);
create index paragraphs_outline on paragraphs (document, number) where kind in ('title', 'heading');

create table labels (
    name text primary key check (name <> ''),
    title text not null default '',
    description text not null default '',
    colour text not null default '',
    key text not null default '',
    position integer not null
) strict;

insert into labels (name, title, description, colour, key, position) values
    ('program', '项目', 'A named programme, project, campaign, scheme, working method, brand or platform.', 'blue', '1', 1),
    ('statistic', '数据', 'A quantified fact: the number, its unit and what is glued to them.', 'amber', '2', 2),
    ('policy', '政策', 'A named instrument or standing rule: a law, plan, measure or system.', 'violet', '3', 3);

create table runs (
    id integer primary key,
    pack text not null,
    version text not null,
    digest text not null,       -- of the pack, with its phrase files
    annotator text not null,
    started_at text not null,
    finished_at text,           -- null while it runs, or where it was stopped
    documents integer not null default 0,
    added integer not null default 0,
    withdrawn integer not null default 0,
    changed integer not null default 0,
    kept integer not null default 0
) strict;

create table annotations (
    id text primary key,        -- UUID version 7: sorts by time
    document integer not null references documents (id) on delete cascade,
    start integer not null check (start >= 0),
    "end" integer not null,
    label text not null references labels (name) on update cascade,
    status text not null check (status in ('suggested', 'accepted', 'rejected')),
    origin text not null check (origin = 'human' or origin like 'rule:%/%' or origin like 'import:%'),
    annotator text not null,
    note text not null default '',
    attributes text not null default '{}' check (json_valid(attributes)),
    quote text not null,
    prefix text not null,
    suffix text not null,
    created_at text not null,
    updated_at text not null,
    check (start < "end")
) strict;

create index annotations_place on annotations (document, start);
create index annotations_length on annotations (document, ("end" - start));
create index annotations_status on annotations (status, document);
create index annotations_label on annotations (label);

-- A quote that is not the text it names is refused, whoever writes it. SQLite's substr() stops at NUL, so the
-- rare text that holds one is left to `pizhu check`.
create trigger annotations_quote_insert before insert on annotations
when new.quote <> (
    select substr(group_concat(text, ''), new.start - min(start) + 1, new."end" - new.start)
    from (
        select start, text from texts
        where document = new.document and start < new."end" and start + length > new.start order by start
    )
    having instr(group_concat(text, ''), char(0)) = 0
)
or new."end" > (select length from documents where id = new.document)
begin
    select raise(abort, 'the quote is not the text it names');
end;

create trigger annotations_quote_update before update of document, start, "end", quote on annotations
when new.quote <> (
    select substr(group_concat(text, ''), new.start - min(start) + 1, new."end" - new.start)
    from (
        select start, text from texts
        where document = new.document and start < new."end" and start + length > new.start order by start
    )
    having instr(group_concat(text, ''), char(0)) = 0
)
or new."end" > (select length from documents where id = new.document)
begin
    select raise(abort, 'the quote is not the text it names');
end;

-- What people and runs did. An action is what undo takes back as one; its changes hold the annotation as JSON
-- before (null: it was made) and after (null: it was deleted). Nothing here is ever deleted.
create table actions (
    id integer primary key,
    at text not null,
    annotator text not null,
    name text not null,                               -- annotate, delete, accept, run, undo, redo ...
    document integer references documents (id) on delete set null,  -- null where several are meant
    run integer references runs (id),
    undoes integer references actions (id),           -- for undo and redo: the action taken back
    undone integer not null default 0 check (undone in (0, 1))
) strict;

create index actions_annotator on actions (annotator, id);
create index actions_run on actions (run) where run is not null;

create table changes (
    id integer primary key,
    action integer not null references actions (id),
    annotation text not null,
    before text check (before is null or json_valid(before)),
    after text check (after is null or json_valid(after)),
    check (before is not null or after is not null)
) strict;

create index changes_action on changes (action);
create index changes_annotation on changes (annotation);

create table reading (
    annotator text not null,
    document integer not null references documents (id) on delete cascade,
    place integer not null default 0,                 -- code point of the last place
    script text not null default 'original',
    read text not null default '[]' check (json_valid(read)),  -- ranges of paragraph numbers, both ends counted
    bookmarks text not null default '[]' check (json_valid(bookmarks)),
    updated_at text not null,
    primary key (annotator, document)
) strict;

-- A text that a newer one has taken the place of. A text never changes: a file that has changed is a further version
-- of its document, and what everything else reads is the latest, which has no row here; its number is one more than
-- the last. Nothing here is ever deleted while the document is there.
create table versions (
    document integer not null references documents (id) on delete cascade,
    number integer not null check (number > 0),
    action integer not null unique references actions (id),  -- that put the next version in its place
    source text not null,
    digest text not null,
    encoding text not null,
    script text not null,
    variant text not null,
    title text not null,
    date text not null,
    author text not null,
    publisher text not null,
    url text not null,
    meta text not null check (json_valid(meta)),
    imported_at text not null,
    paragraphs text not null check (json_valid(paragraphs)),  -- [[start, end, kind], ...]
    text text not null,
    primary key (document, number)
) strict;

create index documents_source on documents (source);

-- Annotations that wait for a person: their place in the current text is not certain. A row has the columns of
-- `annotations`, with the place in the last text where it was certain, and the best guess for the current one.
create table reviews (
    id text primary key,
    document integer not null references documents (id) on delete cascade,
    start integer not null check (start >= 0),      -- in the text of `version`
    "end" integer not null,
    label text not null references labels (name) on update cascade,
    status text not null check (status in ('suggested', 'accepted', 'rejected')),
    origin text not null check (origin = 'human' or origin like 'rule:%/%' or origin like 'import:%'),
    annotator text not null,
    note text not null default '',
    attributes text not null default '{}' check (json_valid(attributes)),
    quote text not null,
    prefix text not null,
    suffix text not null,
    created_at text not null,
    updated_at text not null,
    version integer not null,
    guess_start integer,                            -- in the current text; null where there is no guess
    guess_end integer,
    reason text not null check (reason in ('changed', 'gone', 'several', 'surroundings')),
    foreign key (document, version) references versions (document, number),
    check (start < "end"),
    check ((guess_start is null) = (guess_end is null) and (guess_start is null or guess_start < guess_end))
) strict;

create index reviews_place on reviews (document, start);
create index reviews_label on reviews (label);
