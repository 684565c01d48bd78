-- Wall clocks step back, on virtual machines often by some milliseconds. A commit then gets the time
-- of the newest version that is there, so that no reader who goes on from that version passes it by.
-- Versions that other stores dated into the future don't count, nor does a step of more than ten
-- seconds.

create or replace function begin_commit(
  keys bigint[], shared boolean[], types smallint[], ids text[], written integer)
returns table (place integer, recorded timestamptz, epoch integer,
  chart bigint, entry bigint, state smallint,
  version integer, updated timestamptz, wrapped bytea, dictionary smallint, sealed bytea)
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
      null::integer, null::timestamptz, null::bytea, null::smallint, null::bytea
    from master_key m;
  if written > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, e.chart, e.entry, e.state,
        e.version, e.updated, e.wrapped, v.dictionary, v.sealed
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      join entry e on e.chart = i.chart and e.entry = i.entry
      left join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where u.place <= written
          and v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v on true;
  elsif cardinality(ids) > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, e.chart, e.entry, e.state,
        null::integer, null::timestamptz, null::bytea, null::smallint, null::bytea
      from unnest(types, ids) with ordinality as u (type, id, place)
      join entry_id i on i.type = u.type and i.id = u.id
      join entry e on e.chart = i.chart and e.entry = i.entry;
  end if;
end
$$;

-- All commits that are still to come get times that are not before the newest version; those that
-- hold a lock, times that are not before the lock's. Read in that order. What a lock's number says
-- of its time is right within twelve days of now, before or after.
create or replace function horizon() returns timestamptz
language plpgsql as $$
declare
  moment timestamptz := clock_timestamp();
  now_millis bigint := (extract(epoch from moment) * 1000)::bigint;
  newest timestamptz;
  oldest bigint;
begin
  select max(v.updated) + interval '1 millisecond' into newest
  from entry_version v where v.updated < moment + interval '10 seconds';
  select max(((now_millis - objid::bigint + 1073741824) & 2147483647) - 1073741824) into oldest
  from pg_locks
  where locktype = 'advisory' and classid = 21089 and objsubid = 2
    and database = (select oid from pg_database where datname = current_database());
  return least(
    greatest(to_timestamp(now_millis / 1000.0), newest),
    to_timestamp((now_millis - oldest) / 1000.0));
end
$$;
