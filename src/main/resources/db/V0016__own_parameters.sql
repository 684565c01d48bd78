-- Search parameters of the store's own. A number is never used again, also when its parameter is
-- gone. source: the id of the SearchParameter that defines it. since: the edition of the index that
-- asks for its rows first; ended: the one that asks for them no more. One that is replaced is answered
-- until the other has all its rows.
create table search_parameter (
  number smallint primary key check (number >= 16384),
  source text collate "C" not null,
  type text collate "C" not null,
  code text collate "C" not null,
  kind text not null,
  expression text not null,
  targets text[] not null,
  since bigint not null,
  ended bigint,
  replaced_by smallint
);

grant select, insert, update (ended, replaced_by) on search_parameter to tunza_app;
