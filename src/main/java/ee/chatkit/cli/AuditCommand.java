package ee.chatkit.cli;

import ee.chatkit.store.AuditLog.Chain;
import ee.chatkit.store.AuditVerifier;
import ee.chatkit.store.AuditVerifier.Finding;
import ee.chatkit.store.AuditVerifier.Result;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.PostgresStores;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chatkit-cli audit}: commands on the audit log. */
@Command(
        name = "audit",
        description = "Verifies the audit log.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand: verify");
    }

    /** {@code chatkit-cli audit verify}: finds the first record that was altered or removed. */
    @Command(
            name = "verify",
            description =
                    "Verifies the chain of all records of the audit log, and names the first one that was altered,"
                            + " removed or inserted. The database is not changed, and servers may run.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private static final Pattern NOTED = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Option(
                names = "--expect",
                paramLabel = "NUMBER:HASH",
                description = "A record that an earlier run has printed, which must be in the log unchanged.")
        private @Nullable String expect;

        @Override
        public Integer call() {
            try (PostgresStores stores = database.openStores(false)) {
                AuditVerifier verifier = verifier(stores);
                Chain chain = stores.auditLog().chain();
                Result result;
                try (var progress = new ConsoleProgressBar("Verify", " records", 1, chain.last())) {
                    result = verifier.verify(progress::stepTo);
                }
                return report(result);
            } catch (UnavailableException e) {
                throw DatabaseOptions.databaseFailure(e);
            }
        }

        private AuditVerifier verifier(PostgresStores stores) {
            var verifier = new AuditVerifier(stores.auditLog());
            if (expect == null) {
                return verifier;
            }
            var noted = NOTED.matcher(expect);
            if (!noted.matches()) {
                throw new CommandException(
                        ChatKitCommand.EXIT_USAGE,
                        "Invalid value for --expect: '" + expect + "' (expected: NUMBER:HASH, as verify prints it)");
            }
            return verifier.expect(Long.parseLong(noted.group(1)), noted.group(2));
        }

        private int report(Result result) {
            Optional<Finding> finding = result.finding();
            if (finding.isPresent()) {
                throw new CommandException(
                        ChatKitCommand.EXIT_ALTERED,
                        "The audit log was changed. Record " + finding.get().number() + " is "
                                + finding.get().reason() + ".");
            }
            Chain chain = result.chain();
            spec.commandLine()
                    .getOut()
                    .println(
                            chain.last() == 0
                                    ? "The audit log is empty."
                                    : "The audit log is unchanged: records " + chain.first() + " to " + chain.last()
                                            + ". The newest is " + chain.last() + ":" + chain.hash());
            return 0;
        }
    }
}
