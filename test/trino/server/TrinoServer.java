import io.trino.server.Server;

/** What trino-server-main does, less its look at the machine: the version must be told, the rest stands in etc/. */
public class TrinoServer {
    public static void main(String[] args) {
        new Server().start("435");
    }
}
