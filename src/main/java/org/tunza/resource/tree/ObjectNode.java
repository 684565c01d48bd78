package org.tunza.resource.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.Node.StringNode;

/**
 * A JSON object with its members in the order sent. Look-ups walk the names, which is the fastest
 * way for the dozen members that a FHIR element has. https://hl7.org/fhir/R4/json.html
 */
public final class ObjectNode implements Node {

  private static final ObjectNode EMPTY = new ObjectNode(new String[0], new Node[0]);

  private final String[] names;
  private final Node[] values;

  /** Takes the arrays over; the caller must not keep them. */
  ObjectNode(String[] names, Node[] values) {
    this.names = names;
    this.values = values;
  }

  public static ObjectNode empty() {
    return EMPTY;
  }

  /** An object of one member. */
  public static ObjectNode of(String name, Node value) {
    return new ObjectNode(new String[] {name}, new Node[] {value});
  }

  public int size() {
    return names.length;
  }

  public String name(int index) {
    return names[index];
  }

  public Node value(int index) {
    return values[index];
  }

  /** The member of this name, or null. */
  public @Nullable Node member(String name) {
    int index = indexOf(name);
    return index < 0 ? null : values[index];
  }

  /** The member of this name when it is a string, else null. */
  public @Nullable String string(String name) {
    return member(name) instanceof StringNode(String text) ? text : null;
  }

  /** The member of this name when it is an object, else null. */
  public @Nullable ObjectNode object(String name) {
    return member(name) instanceof ObjectNode object ? object : null;
  }

  /** The member of this name when it is an array, else null. */
  public @Nullable ArrayNode array(String name) {
    return member(name) instanceof ArrayNode array ? array : null;
  }

  /** This object with the member replaced where it stands, or added at the end. */
  public ObjectNode with(String name, Node value) {
    int index = indexOf(name);
    if (index >= 0) {
      Node[] copy = values.clone();
      copy[index] = value;
      return new ObjectNode(names, copy);
    }
    return inserted(names.length, name, value);
  }

  /** This object with the member replaced where it stands, or added right after another. */
  public ObjectNode withAfter(String other, String name, Node value) {
    return indexOf(name) >= 0 ? with(name, value) : inserted(indexOf(other) + 1, name, value);
  }

  public ObjectNode without(String name) {
    int index = indexOf(name);
    if (index < 0) {
      return this;
    }
    int size = names.length;
    String[] fewerNames = new String[size - 1];
    Node[] fewerValues = new Node[size - 1];
    System.arraycopy(names, 0, fewerNames, 0, index);
    System.arraycopy(values, 0, fewerValues, 0, index);
    System.arraycopy(names, index + 1, fewerNames, index, size - index - 1);
    System.arraycopy(values, index + 1, fewerValues, index, size - index - 1);
    return new ObjectNode(fewerNames, fewerValues);
  }

  private ObjectNode inserted(int index, String name, Node value) {
    int size = names.length;
    String[] moreNames = Arrays.copyOf(names, size + 1);
    Node[] moreValues = Arrays.copyOf(values, size + 1);
    System.arraycopy(names, index, moreNames, index + 1, size - index);
    System.arraycopy(values, index, moreValues, index + 1, size - index);
    moreNames[index] = name;
    moreValues[index] = value;
    return new ObjectNode(moreNames, moreValues);
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectNode that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "object of " + names.length;
  }

  /** Gathers members in order; a builder for one object only. */
  public static final class Builder {
    private String[] names = new String[8];
    private @Nullable Node[] values = new @Nullable Node[8];
    private int size;

    /** Adds a member, or says false when there is one of this name already. */
    public boolean add(String name, Node value) {
      for (int i = 0; i < size; i++) {
        if (names[i].equals(name)) {
          return false;
        }
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size++] = value;
      return true;
    }

    public ObjectNode build() {
      Node[] exact = new Node[size];
      System.arraycopy(values, 0, exact, 0, size);
      return new ObjectNode(Arrays.copyOf(names, size), exact);
    }
  }
}
