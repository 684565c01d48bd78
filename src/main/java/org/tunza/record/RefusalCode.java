package org.tunza.record;

import java.util.Locale;

/**
 * Every reason for which Tunza refuses, each with a number that never changes. The first two digits
 * tell the family: 01 the caller's request, 02 a policy, 03 a conflict with what is there, 04
 * capacity, 05 a fault on our side. Explained in docs/operate/refusals.md.
 */
public enum RefusalCode {
  MALFORMED_JSON(101),
  MALFORMED_XML(102),
  INVALID_ENCODING(103),
  UNSUPPORTED_MEDIA_TYPE(104),
  NOT_ACCEPTABLE(105),
  UNKNOWN_TYPE(106),
  INVALID_ID(107),
  INVALID_PARAMETER(108),
  INVALID_PATCH(109),
  INVALID_BUNDLE(110),
  INVALID_CONTENT(111),
  UNKNOWN_INTERACTION(112),
  METHOD_NOT_ALLOWED(113),
  TYPE_MISMATCH(114),
  DANGLING_REFERENCE(115),
  EMPTY_BODY(116),
  UNUSABLE_BODY(117),
  UNKNOWN_PATH(118),
  UNUSABLE_REQUEST(119),
  NOT_FOUND(120),
  GONE(121),
  DESTROYED(122),
  UNUSABLE_SEARCH_PARAMETER(123),

  PROJECTION_READ_ONLY(201),
  UNKNOWN_MODIFIER_EXTENSION(202),

  VERSION_CONFLICT(301),
  STILL_REFERENCED(302),
  SEVERAL_MATCHES(303),
  PRECONDITION_REQUIRED(304),
  CONCURRENT_CHANGE(305),
  NO_MATCH(306),
  ALREADY_DONE(307),

  BODY_TOO_LARGE(401),
  BUSY(402),
  TOO_COMPLEX(403),
  DISK_FULL(404),
  ANSWER_TOO_LARGE(405),
  TOO_COSTLY(406),

  DEFECT(501),
  DATABASE_UNAVAILABLE(502),
  SPOOL_UNWRITABLE(503),
  KEY_LOST(504),
  MASTER_KEY_MISSING(505),
  BLOB_LOST(506),
  BLOBS_UNUSABLE(507),
  PROGRAM_OUTDATED(508);

  private final int number;

  RefusalCode(int number) {
    this.number = number;
  }

  /** The code as shown, for example TNZ-0101. */
  public String id() {
    return String.format(Locale.ROOT, "TNZ-%04d", number);
  }
}
