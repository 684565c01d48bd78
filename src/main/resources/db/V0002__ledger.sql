-- The ledger: who did what to which version, when and why. Written once; the sequencer alone puts
-- commits into the Merkle tree (RFC 6962) and signs it.

-- One commit: the base set that its events share.
create table ledger_commit (
  number bigint primary key,
  recorded timestamptz not null,
  origin bigint not null,
  agent integer not null,
  on_behalf_of integer not null,
  purpose smallint not null
);

-- One event. The hash is of the version's salt and content.
create table ledger_event (
  chart bigint not null,
  commit bigint not null,
  entry bigint not null,
  ordinal integer not null,
  version integer not null,
  event smallint not null,
  hash bytea,
  primary key (chart, commit, ordinal)
);

-- Commits that wait for their place in the tree.
create table ledger_pending (
  commit bigint primary key,
  leaf bytea not null
);

create table ledger_leaf (
  seq bigint primary key,
  commit bigint not null,
  leaf bytea not null
);

grant select, insert on ledger_commit, ledger_event to tunza_app;
grant select, insert on ledger_pending to tunza_app;
grant select on ledger_leaf to tunza_app;
grant select on ledger_commit, ledger_event to tunza_sequencer;
grant select, delete on ledger_pending to tunza_sequencer;
grant select, insert on ledger_leaf to tunza_sequencer;
grant select on ledger_commit, ledger_event, ledger_pending, ledger_leaf to tunza_disposal;
