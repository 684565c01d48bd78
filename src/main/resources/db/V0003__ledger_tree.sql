-- The Merkle tree over ledger_leaf, its signed heads, and the batches of access events.

create unique index ledger_leaf_commit on ledger_leaf (commit);
create index ledger_event_commit on ledger_event using brin (commit)
  with (pages_per_range = 16, autosummarize = on);

-- Nearly always empty: vacuumed by what passed through, and left at its size.
alter table ledger_pending set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 2000000000,
  vacuum_truncate = off);

-- Hashes of complete subtrees at levels 8, 16, 24 and so on; level 0 is ledger_leaf.
create table ledger_node (
  index bigint not null,
  level smallint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Signed tree heads: the note is what others keep and check.
create table ledger_checkpoint (
  size bigint primary key,
  signed timestamptz not null,
  root bytea not null,
  note text collate "C" not null
);

-- Access events, sealed, as one commit takes them in; the leaf covers the hash of the sealed bytes.
create table access_batch (
  commit bigint primary key,
  first timestamptz not null,
  count integer not null,
  sealed bytea not null
);
alter table access_batch alter column sealed set storage external;

-- Which batches hold accesses to a chart, and which hold accesses by an account.
create table access_chart (
  chart bigint not null,
  commit bigint not null,
  primary key (chart, commit)
);

create table access_agent (
  commit bigint not null,
  agent integer not null,
  primary key (agent, commit)
);

-- How much of each spool file is taken in: records, bytes, and the chain's hash there; how many
-- records did not open, and how many bytes at its end were no whole record.
create table access_spool (
  spool bigint primary key,
  records bigint not null,
  bytes bigint not null,
  altered bigint not null,
  torn bigint not null,
  chain bytea not null
);

grant select on ledger_node, ledger_checkpoint to tunza_app;
grant select, insert on ledger_node, ledger_checkpoint to tunza_sequencer;
grant select, insert on access_batch, access_chart, access_agent, access_spool to tunza_app;
grant update (records, bytes, altered, torn, chain) on access_spool to tunza_app;
grant select on ledger_node, ledger_checkpoint, access_batch, access_chart, access_agent,
  access_spool to tunza_disposal;
