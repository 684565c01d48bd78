-- What is kept. Rows of records are spread by chart; only entry_id is spread by id.
-- Content and ledger events are written once: the application may insert and read them, no more.

create sequence chart_number increment by 256;
create sequence entry_number increment by 4096;
create sequence commit_number increment by 4096;

-- Where an entry lies, by its FHIR id. Stays after destruction, so that no id is used again.
create table entry_id (
  chart bigint not null,
  entry bigint not null,
  type smallint not null,
  id text collate "C" not null,
  primary key (type, id)
);

-- The pointer to an entry's current version, its wrapped key, and the long tail of its terms.
-- state: 1 current, 2 deleted, 3 moved away (its later versions lie in another chart).
create table entry (
  chart bigint not null,
  entry bigint not null,
  previous_chart bigint,
  updated timestamptz not null,
  version integer not null,
  type smallint not null,
  state smallint not null check (state between 1 and 3),
  wrapped bytea,
  tail bigint[] not null default '{}',
  primary key (chart, entry)
) with (fillfactor = 95);
create index entry_tail on entry using gin (tail);

-- Content, sealed. Never updated.
create table entry_version (
  chart bigint not null,
  entry bigint not null,
  updated timestamptz not null,
  version integer not null,
  type smallint not null,
  state smallint not null check (state in (1, 2)),
  dictionary smallint not null,
  sealed bytea not null,
  primary key (chart, entry, version)
);
alter table entry_version alter column sealed set storage external;
create index entry_version_updated on entry_version (updated);
create index entry_version_type_updated on entry_version (type, updated);

-- The patients that an entry names besides the one in whose chart it lies.
create table compartment (
  chart bigint not null,
  home bigint not null,
  entry bigint not null,
  role smallint not null,
  primary key (chart, entry, role)
);

-- Search rows, derived from content. Terms are keyed hashes; newest first within term and chart.
create table term (
  term bigint not null,
  chart bigint not null,
  dated bigint not null,
  entry bigint not null
);
create index term_dated on term (term, chart, dated desc, entry);

create table text_term (
  chart bigint not null,
  entry bigint not null,
  type smallint not null,
  parameter smallint not null,
  value text collate "C" not null
);
create index text_term_value on text_term (type, parameter, value, chart, entry);

create table date_term (
  low bigint not null,
  high bigint not null,
  chart bigint not null,
  entry bigint not null,
  type smallint not null,
  parameter smallint not null
);
create index date_term_low on date_term (type, parameter, low, high, chart, entry);

create table quantity_term (
  value double precision not null,
  unit bigint not null,
  chart bigint not null,
  entry bigint not null,
  type smallint not null,
  parameter smallint not null
);
create index quantity_term_value on quantity_term (type, parameter, unit, value, chart, entry);

-- The key tree: master versions (the keys themselves are elsewhere), 4,096 buckets, charts.
create table master_key (
  version integer primary key,
  made timestamptz not null,
  proof bytea not null
);

create table bucket_key (
  bucket smallint primary key,
  master integer not null references master_key,
  wrapped bytea not null
);

create table chart_key (
  chart bigint primary key,
  bucket smallint not null,
  wrapped bytea not null
);
create index chart_key_bucket on chart_key (bucket);

-- Keys of the store itself: index, spool, signing.
create table store_key (
  name text collate "C" primary key,
  master integer not null references master_key,
  wrapped bytea not null
);

-- What was done under a key that allows it once: parts of imports, requests sent again.
create table done_once (
  key text collate "C" primary key,
  recorded timestamptz not null
);

-- Takes a commit's locks in the order given, then says its time and the key tree's epoch (at place
-- 0), and where the entries of these ids lie (at theirs). The time is read when all locks are held
-- and the horizon lock is taken, so no commit gets a time that history has passed.
create function begin_commit(keys bigint[], shared boolean[], types smallint[], ids text[])
returns table (place integer, recorded timestamptz, epoch integer,
  chart bigint, entry bigint, state smallint)
language plpgsql as $$
begin
  perform case when mode then pg_advisory_xact_lock_shared(key)
    else pg_advisory_xact_lock(key) end
  from (select unnest(keys) as key, unnest(shared) as mode) as l;
  perform pg_advisory_xact_lock_shared(
    21089, ((extract(epoch from clock_timestamp()) * 1000)::bigint & 2147483647)::integer);
  place := 0;
  recorded := date_trunc('milliseconds', clock_timestamp());
  epoch := (select max(version) from master_key);
  return next;
  if cardinality(ids) > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, e.chart, e.entry, e.state
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      join entry e on e.chart = i.chart and e.entry = i.entry;
  end if;
end
$$;

-- Where the entries of these ids lie. They can't be deleted until the transaction ends.
create function hold_references(types smallint[], ids text[], keys bigint[])
returns table (place integer, chart bigint, entry bigint, state smallint)
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(key) from unnest(keys) as key;
  return query
    select u.place::integer, e.chart, e.entry, e.state
    from unnest(types, ids) with ordinality as u (type, id, place)
    join entry_id i on i.type = u.type and i.id = u.id
    join entry e on e.chart = i.chart and e.entry = i.entry;
end
$$;

-- The moment before which no commit is still open.
create function horizon() returns timestamptz
language plpgsql as $$
declare
  now_millis bigint := (extract(epoch from clock_timestamp()) * 1000)::bigint;
  oldest bigint;
begin
  select max((now_millis - objid::bigint) & 2147483647) into oldest
  from pg_locks
  where locktype = 'advisory' and classid = 21089 and objsubid = 2
    and database = (select oid from pg_database where datname = current_database());
  return to_timestamp((now_millis - coalesce(oldest, 0)) / 1000.0);
end
$$;

grant select, insert on done_once to tunza_app;
grant select, insert on entry_id, entry, entry_version, compartment, chart_key, store_key
  to tunza_app;
grant select on bucket_key, master_key to tunza_app;
grant update (chart, entry) on entry_id to tunza_app;
grant update (updated, version, state, tail) on entry to tunza_app;
grant select, insert, delete on term, text_term, date_term, quantity_term to tunza_app;
grant delete on compartment to tunza_app;
grant usage on chart_number, entry_number, commit_number to tunza_app;
grant select on all tables in schema public to tunza_disposal;
grant update (wrapped) on entry to tunza_disposal;
grant insert on master_key to tunza_disposal;
grant update on bucket_key, store_key to tunza_disposal;
grant update, delete on chart_key to tunza_disposal;
grant select on entry_version, master_key, store_key to tunza_sequencer;
