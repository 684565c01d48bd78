package org.tunza.record;

/**
 * Who does something, for whom, why and from where: the base set of every lifecycle event but the
 * record and the time (ISO 21089; DOMAIN base set). Internal numbers only.
 *
 * @param agent number of the account; see {@link Agents}
 * @param onBehalfOf number of the account for which it acts, or the same
 * @param purpose why, from v3-PurposeOfUse
 * @param origin network address as a number, 0 when it came from the program itself
 */
public record Attribution(int agent, int onBehalfOf, Purpose purpose, long origin) {

  /** Codes of http://terminology.hl7.org/CodeSystem/v3-ActReason; numbers never change. */
  public enum Purpose {
    TREAT(1),
    HOPERAT(2),
    PATADMIN(3),
    SYSDEV(4);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /** Accounts that exist before there are accounts. */
  public static final class Agents {
    /** The program itself. */
    public static final int PROGRAM = 1;

    /** Whoever uses the program on its own machine. */
    public static final int LOCAL_OPERATOR = 2;

    private Agents() {}
  }

  public static Attribution localOperator(Purpose purpose) {
    return new Attribution(Agents.LOCAL_OPERATOR, Agents.LOCAL_OPERATOR, purpose, 0);
  }
}
