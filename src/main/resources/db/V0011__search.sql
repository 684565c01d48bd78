-- What search needs. A reference is kept as the number of the entry that it names, so that the
-- database follows it both ways; an id that is referred to before it is there gets its number then
-- (in chart -1). An entry's own row has its clinical date and its links: with the date a search row
-- is one probe, and the links lead from an entry to what it refers to. Texts, dates and quantities
-- are also found by their entry.
-- Search rows of before have other hashes, and nothing makes them anew yet: a store that has any
-- would find too little and let go what others refer to, so it is refused.

do $$
begin
  if exists (select from entry) then
    raise exception 'The store has an index of an older kind; export it with the program that made it, and import it into a new store.';
  end if;
end
$$;

alter table entry
  add column dated bigint not null default (-9223372036854775808),
  add column links bigint[] not null default '{}';
create index entry_id_entry on entry_id (entry);
create index text_term_entry on text_term (entry);
create index date_term_entry on date_term (entry);
create index quantity_term_entry on quantity_term (entry);
grant update (dated, links) on entry to tunza_app;

-- The term of a reference by this parameter to an entry. All others are not negative.
create function link(parameter integer, entry bigint) returns bigint
language sql immutable strict parallel safe
return -9223372036854775808 + (parameter::bigint << 48) + entry;

drop function begin_commit(bigint[], boolean[], smallint[], text[], integer);

-- As before; it also says the links of what will be written, and of ids that are only referred to
-- so far, the number that they have (then the state is null).
create function begin_commit(
  keys bigint[], shared boolean[], types smallint[], ids text[], written integer)
returns table (place integer, recorded timestamptz, epoch integer,
  chart bigint, entry bigint, state smallint,
  version integer, updated timestamptz, wrapped bytea, links bigint[],
  dictionary smallint, sealed bytea)
language plpgsql as $$
declare
  taken boolean;
  moment timestamptz;
begin
  for i in 1 .. cardinality(keys) loop
    if shared[i] then
      taken := pg_advisory_xact_lock_shared(keys[i]) is null;
    else
      taken := pg_advisory_xact_lock(keys[i]) is null;
    end if;
  end loop;
  moment := date_trunc('milliseconds', clock_timestamp());
  taken := pg_advisory_xact_lock_shared(
    21089, ((extract(epoch from moment) * 1000)::bigint & 2147483647)::integer) is null;
  moment := greatest(moment, date_trunc('milliseconds', clock_timestamp()));
  return query
    select 0,
      greatest(moment, (
        select date_trunc('milliseconds', max(v.updated) + interval '999 microseconds')
        from entry_version v
        where v.updated < moment + interval '10 seconds')),
      max(m.version), null::bigint, null::bigint, null::smallint,
      null::integer, null::timestamptz, null::bytea, null::bigint[], null::smallint, null::bytea
    from master_key m;
  if written > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, i.chart, i.entry, e.state,
        e.version, e.updated, e.wrapped, e.links, v.dictionary, v.sealed
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      left join entry e on e.chart = i.chart and e.entry = i.entry
      left join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where u.place <= written
          and v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v on true;
  elsif cardinality(ids) > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, i.chart, i.entry, e.state,
        null::integer, null::timestamptz, null::bytea, null::bigint[], null::smallint, null::bytea
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      left join entry e on e.chart = i.chart and e.entry = i.entry;
  end if;
end
$$;

-- Where the entries of these ids lie; null states as above. They can't be deleted until the
-- transaction ends.
create or replace function hold_references(types smallint[], ids text[], keys bigint[])
returns table (place integer, chart bigint, entry bigint, state smallint)
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(key) from unnest(keys) as key;
  return query
    select u.place::integer, i.chart, i.entry, e.state
    from unnest(types, ids) with ordinality as u (type, id, place)
    join entry_id i on i.type = u.type and i.id = u.id
    left join entry e on e.chart = i.chart and e.entry = i.entry;
end
$$;
