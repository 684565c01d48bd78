-- Bytes that a version keeps outside the database, sealed under a key of their own that the chart's
-- key wraps. The name is the SHA-256 of the sealed bytes, the size that of the plain ones. Versions
-- of one entry share what they have alike.
create table blob (
  chart bigint not null,
  entry bigint not null,
  size bigint not null,
  version integer not null,
  name bytea not null,
  wrapped bytea not null,
  primary key (chart, entry, version)
);
create index blob_name on blob (name);

-- The store of blobs that belongs to this database, and whether its folder is marked with the id.
create table blob_store (
  id text collate "C" primary key,
  marked boolean not null
);

grant select, insert on blob to tunza_app;
grant select, delete on blob to tunza_disposal;
grant update (wrapped) on blob to tunza_disposal;
