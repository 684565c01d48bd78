package org.tunza.record.index;

import java.time.Instant;
import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.search.Selection;

/**
 * What the store asks about content that it keeps: where it lies and what it is found by. The same
 * content gives the same answer as long as the edition of the index is the same.
 */
public interface Indexing {

  /** What content says of its place and its terms. */
  record Indexed(Home home, List<IndexTerm> terms, List<Compartment> compartments) {}

  /** A search parameter of a type, by their numbers. */
  record TypeParameter(int type, int parameter) {}

  Indexed of(String type, byte[] content);

  /** The store's own search parameters by which it answers. */
  OwnParameters own();

  /** Answers by these from now on, unless it knows later ones. */
  void keepUp(OwnParameters own);

  /** Whether entries of this type define search parameters. */
  boolean isOfDefinitions(String type);

  /**
   * The search parameters that content of such a type defines; none when it can't be understood.
   */
  List<OwnParameter.Definition> definitions(byte[] content);

  /** Type and id, as content says them. */
  EntryId id(byte[] content);

  /** The content of a version that says the entry was deleted. */
  byte[] tombstone(EntryId id, int version, Instant lastUpdated);

  /** Whether content with these terms, under this id, is what the criteria ask for. */
  boolean matches(Criteria criteria, EntryId id, List<IndexTerm> terms);

  /** Whether content under this id is what a selection asks for, as far as it alone tells. */
  boolean meets(Selection selection, EntryId id, byte[] content);

  /** The quantity in the unit in which it is kept, so that those of one kind can be compared. */
  IndexTerm.Quantity inBase(IndexTerm.Quantity quantity);

  /** The normal form in which texts are compared. */
  String normal(String text);

  /** Where the values of a parameter are kept. */
  Column column(int parameter);

  enum Column {
    HASH,
    TEXT,
    DATE,
    QUANTITY
  }

  /** Whether entries of this type lie in chart 0, and many refer to one. */
  boolean isOrganisational(String type);

  /** Whether hashes of this parameter are kept in order, or in the entry's tail. */
  boolean isHot(int parameter);

  /**
   * Whether tokens of this parameter may have any system. In the tail they are then kept by their
   * code alone, too; else who asks for a code knows the systems that it can have.
   */
  boolean isOfAnySystem(int parameter);

  /**
   * How well dates of this parameter tell when it happened what the content is about: 1 is best,
   * and 0 not at all. The clinical date of a version is the first one of the best rank.
   */
  int clinicalRank(int parameter);

  /** All parameters that have a clinical rank. */
  List<Integer> clinicalDates();

  /** Whether this is the parameter of business identifiers. */
  boolean isIdentifier(int parameter);

  /** All parameters by which an entry may refer to one of this type. */
  List<TypeParameter> referringTo(String type);

  /** The number of a resource type, which never changes. */
  int typeNumber(String type);

  String typeName(int number);
}
