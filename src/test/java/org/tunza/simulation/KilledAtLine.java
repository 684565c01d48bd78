package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Runs a program under a debugger and kills it before a line of some methods. */
final class KilledAtLine {

  private final VirtualMachine machine;
  private final Set<String> methods;
  private final int line;
  private final Set<Location> seen = new HashSet<>();

  private KilledAtLine(VirtualMachine machine, Set<String> methods, int line) {
    this.machine = machine;
    this.methods = methods;
    this.line = line;
  }

  /**
   * Kills it before the n-th line that it comes to, from 0, each line counted once; false when it
   * ended by itself before, and well.
   */
  static boolean run(String command, Set<Class<?>> classes, Set<String> methods, int line)
      throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    Objects.requireNonNull(arguments.get("main")).setValue(command);
    Objects.requireNonNull(arguments.get("options"))
        .setValue(
            "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                + " --enable-native-access=ALL-UNNAMED -cp "
                + System.getProperty("java.class.path"));
    VirtualMachine machine = connector.launch(arguments);
    machine.process().getOutputStream().close();
    for (Class<?> type : classes) {
      ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
      request.addClassFilter(type.getName());
      request.enable();
    }
    boolean killed = new KilledAtLine(machine, methods, line).follow();
    int code = machine.process().waitFor();
    if (!killed && code != 0) {
      throw new AssertionError(
          new String(machine.process().getErrorStream().readAllBytes(), UTF_8));
    }
    return killed;
  }

  private boolean follow() throws Exception {
    try {
      while (true) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          switch (event) {
            case ClassPrepareEvent prepared -> stopAtLines(prepared.referenceType());
            case BreakpointEvent reached -> {
              reached.request().disable();
              if (seen.size() == line) {
                machine.process().destroyForcibly().waitFor();
                return true;
              }
              seen.add(reached.location());
            }
            case VMDisconnectEvent _ -> {
              return false;
            }
            default -> {}
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException ended) {
      return false;
    }
  }

  private void stopAtLines(ReferenceType type) throws AbsentInformationException {
    Set<Integer> lines = new HashSet<>();
    for (Location location : type.allLineLocations()) {
      if (methods.contains(location.method().name()) && lines.add(location.lineNumber())) {
        BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(location);
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
      }
    }
  }
}
