-- Code systems that were loaded: definitional, in clear, nothing of any patient. The owner loads
-- them, a version as a whole; the application reads. Concepts of a version have the numbers from 0
-- on, so that what a concept subsumes is a few ranges of numbers.

create sequence code_system_number as integer;

-- inactive: the numbers of the concepts that are not meant to be used any more.
-- extent: 1 complete, 2 a fragment.
create table code_system (
  number integer primary key,
  concepts integer not null,
  agent integer not null,
  extent smallint not null check (extent in (1, 2)),
  loaded timestamptz not null,
  url text collate "C" not null,
  version text collate "C" not null,
  name text not null,
  value_set text collate "C" not null,
  source text not null,
  inactive int4multirange not null,
  unique (url, version)
);

-- below: what it subsumes, without itself. words: of its names, in normal form.
create table concept (
  system integer not null,
  number integer not null,
  code text collate "C" not null,
  display text not null,
  parents integer[] not null,
  below int4multirange not null,
  words tsvector not null,
  primary key (system, number)
);
create unique index concept_code on concept (system, code);
create index concept_words on concept using gin (words);

create table concept_designation (
  system integer not null,
  concept integer not null,
  language text not null,
  use_system text not null,
  use_code text not null,
  value text not null
);
create index concept_designation_concept on concept_designation (system, concept);

-- kind: 1 code, 2 Coding, 3 string, 4 integer, 5 boolean, 6 dateTime, 7 decimal.
create table concept_property (
  system integer not null,
  concept integer not null,
  kind smallint not null check (kind between 1 and 7),
  name text collate "C" not null,
  value text collate "C" not null,
  value_system text not null
);
create index concept_property_concept on concept_property (system, concept);
create index concept_property_value
  on concept_property (system, name, (left(value, 200)) collate "C", concept);

grant select on code_system, concept, concept_designation, concept_property to tunza_app;
