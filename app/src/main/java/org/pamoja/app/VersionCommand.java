package org.pamoja.app;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which program this is, for reports of faults. */
@Command(
    name = "version",
    description = "Prints the versions of Pamoja and of the Java it runs on.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable, IVersionProvider {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    for (String line : getVersion()) {
      spec.commandLine().getOut().println(line);
    }
  }

  @Override
  public String[] getVersion() {
    // Outside the built program, as in a test, the manifest is missing.
    String version =
        Optional.ofNullable(Pamoja.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {
      "Pamoja " + version,
      "Java " + System.getProperty("java.runtime.version"),
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }
}
