-- Takes a commit's locks in the order given, then says its time and the key tree's epoch (at place
-- 0), and where the entries of these ids lie (at theirs); of the first so many, which the commit
-- writes, with what they are now. The time is read when all locks are held and the horizon lock is
-- taken, so no commit gets a time that history has passed. The offsets keep the planner from joining
-- whole tables, whatever it thinks of the arrays.

drop function begin_commit(bigint[], boolean[], smallint[], text[]);

create function begin_commit(
  keys bigint[], shared boolean[], types smallint[], ids text[], written integer)
returns table (place integer, recorded timestamptz, epoch integer,
  chart bigint, entry bigint, state smallint,
  version integer, updated timestamptz, wrapped bytea, dictionary smallint, sealed bytea)
language plpgsql as $$
begin
  perform case when mode then pg_advisory_xact_lock_shared(key)
    else pg_advisory_xact_lock(key) end
  from (select unnest(keys) as key, unnest(shared) as mode) as l;
  perform pg_advisory_xact_lock_shared(
    21089, ((extract(epoch from clock_timestamp()) * 1000)::bigint & 2147483647)::integer);
  place := 0;
  recorded := date_trunc('milliseconds', clock_timestamp());
  epoch := (select max(m.version) from master_key m);
  return next;
  if cardinality(ids) > 0 then
    return query
      select u.place::integer, null::timestamptz, null::integer, e.chart, e.entry, e.state,
        e.version, e.updated, e.wrapped, v.dictionary, v.sealed
      from unnest(types, ids) with ordinality as u (type, id, place)
      cross join lateral (
        select i.chart, i.entry from entry_id i where i.type = u.type and i.id = u.id
        offset 0) i
      cross join lateral (
        select e.chart, e.entry, e.state, e.version, e.updated, e.wrapped
        from entry e where e.chart = i.chart and e.entry = i.entry
        offset 0) e
      left join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where u.place <= written
          and v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v on true;
  end if;
end
$$;
