-- Takes a commit's locks in the order given, then says its time and the key tree's epoch (at place
-- 0), and where the entries of these ids lie (at theirs); of the first so many, which the commit
-- writes, with what they are now. The time is read when all locks are held and the horizon lock is
-- taken, so no commit gets a time that history has passed. Locks are taken by assignments, since
-- each query within a function costs more than all of them.

drop function begin_commit(bigint[], boolean[], smallint[], text[]);

create function begin_commit(
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
  taken := pg_advisory_xact_lock_shared(
    21089,
    ((extract(epoch from clock_timestamp()) * 1000)::bigint & 2147483647)::integer) is null;
  moment := date_trunc('milliseconds', clock_timestamp());
  return query
    select 0, moment, max(m.version), null::bigint, null::bigint, null::smallint,
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
