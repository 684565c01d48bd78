-- By what the rows are made that entries are found by. The scheme is the program's way to make them.
-- The edition goes up whenever all of them are to be made anew, while no commit is open; every commit
-- that begins after that makes its rows by it. A walk makes those that were there before: then none
-- that the edition asks for is missing (complete), and later none is left that it doesn't ask for
-- (clean).
create table search_index (
  one boolean primary key default true check (one),
  scheme integer not null,
  edition bigint not null,
  complete bigint not null,
  clean bigint not null
);
insert into search_index (scheme, edition, complete, clean) values (0, 0, 0, 0);

-- The last walk: of which edition, and how far it is. Stage 0 goes from entries to rows, in the order
-- of their keys; each of the others through the pages of one table. One program walks at a time: who
-- has given no sign of life for a while has lost it.
create table index_walk (
  one boolean primary key default true check (one),
  edition bigint not null,
  walker bigint not null,
  beat timestamptz not null,
  stage smallint not null,
  chart bigint not null,
  entry bigint not null,
  page bigint not null,
  pages bigint not null,
  done bigint not null,
  entries bigint not null,
  mended bigint not null
);
insert into index_walk (edition, walker, beat, stage, chart, entry, page, pages, done, entries,
  mended)
values (0, 0, '-infinity', 0, 0, 0, 0, 0, 0, 0, 0);

grant select, update on search_index, index_walk to tunza_app;

drop function begin_commit(bigint[], boolean[], smallint[], text[], integer);

-- As before; it also says the edition of the index.
create function begin_commit(
  keys bigint[], shared boolean[], types smallint[], ids text[], written integer)
returns table (place integer, recorded timestamptz, epoch integer,
  chart bigint, entry bigint, state smallint,
  version integer, updated timestamptz, wrapped bytea, links bigint[],
  dictionary smallint, sealed bytea, edition bigint)
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
      (select max(m.version) from master_key m), null::bigint, null::bigint, null::smallint,
      null::integer, null::timestamptz, null::bytea, null::bigint[], null::smallint, null::bytea,
      s.edition
    from search_index s;
  if written > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, i.chart, i.entry, e.state,
        e.version, e.updated, e.wrapped, e.links, v.dictionary, v.sealed, null::bigint
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
        null::integer, null::timestamptz, null::bytea, null::bigint[], null::smallint, null::bytea,
        null::bigint
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      left join entry e on e.chart = i.chart and e.entry = i.entry;
  end if;
end
$$;
