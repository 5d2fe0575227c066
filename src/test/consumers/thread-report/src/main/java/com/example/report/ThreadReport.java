package com.example.report;

import ee.chatkit.client.ItemRepresentation;
import ee.chatkit.client.ProblemException;
import ee.chatkit.client.ResultPage;
import ee.chatkit.client.ThreadRepresentation;
import ee.chatkit.client.ThreadsClient;
import java.net.URI;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Prints the title and the number of items of each of the caller's threads. */
public final class ThreadReport {
    private ThreadReport() {}

    /**
     * Runs the program.
     *
     * @param arguments the address of the API, for instance {@code http://localhost:8080/api}
     */
    public static void main(String[] arguments) {
        ThreadsClient threads =
                RestClientBuilder.newBuilder().baseUri(URI.create(arguments[0])).build(ThreadsClient.class);
        try {
            ResultPage.stream(after -> threads.list(100, "asc", after)).forEach(thread -> print(threads, thread));
        } catch (ProblemException e) {
            System.err.println(e.problem().title());
            System.exit(1);
        }
    }

    private static void print(ThreadsClient threads, ThreadRepresentation thread) {
        long items = ResultPage.<ItemRepresentation>stream(after -> threads.listItems(thread.id(), 100, "asc", after))
                .count();
        System.out.println(thread.title() + ": " + items);
    }
}
