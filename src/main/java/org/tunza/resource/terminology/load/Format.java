package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.List;
import org.tunza.record.terminology.CodeSystemContent;

/** A form in which code systems are published. */
interface Format {

  /** For people. */
  String name();

  /** Those of the files from which it reads; none when this is another form. */
  List<Member> recognised(List<Member> files);

  /** Reads the code systems from the files that it recognised. */
  List<CodeSystemContent> read(List<Member> files) throws IOException;
}
