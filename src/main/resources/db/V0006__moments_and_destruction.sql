-- The pointers of entries that have lain in several charts, by entry: what was replaced by a version
-- in another chart.
create index entry_moved on entry (entry) where state = 3 or previous_chart is not null;

-- Which keys were destroyed, and that it was meant.
create index ledger_event_destroy on ledger_event (chart, entry) where event = 16;

-- Puts a destroy event (16) into the ledger, and nothing else can be put in by this: the login of
-- disposal has no rights of its own there. Entry 0 stands for all of the chart. The leaf is that of
-- a commit of one event without a version, as org.tunza.store.ledger.Leaf lays it out.
create function record_destruction(chart bigint, entry bigint,
  origin bigint, agent integer, on_behalf_of integer, purpose smallint)
returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  number bigint := nextval('commit_number');
  recorded timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  insert into ledger_commit values (number, recorded, origin, agent, on_behalf_of, purpose);
  insert into ledger_event values (chart, number, entry, 0, 0, 16, null);
  insert into ledger_pending values (number, sha256(
    '\x000101'::bytea || int8send(number)
    || int8send((extract(epoch from recorded) * 1000000)::bigint)
    || int8send(origin) || int4send(agent) || int4send(on_behalf_of) || int2send(purpose)
    || int4send(1) || int4send(0) || '\x10'::bytea
    || int8send(chart) || int8send(entry) || int4send(0) || '\x00'::bytea));
  return number;
end
$$;

revoke execute on function record_destruction from public;
grant execute on function record_destruction to tunza_disposal;
