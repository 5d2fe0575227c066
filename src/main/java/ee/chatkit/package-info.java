/**
 * ChatKit EE, package by package. Dependencies point downwards only and form no cycles; {@code ArchitectureTest} lists for
 * each package everything that it may depend on.
 *
 * <pre>
 *   json              validation of JSON that is kept as text
 *   model             records at rest: threads, items, attachments, feedback, opportunities, pages, ids
 *   store             persistence contracts: Store, OpportunityStore, Archive, AttachmentContents
 *   store.memory      their implementation in memory
 *   store.connection  connections to PostgreSQL with limits in time
 *   store.schema      the schema in PostgreSQL; the only user of Liquibase
 *   store.jpa         their implementation in PostgreSQL; the only user of Hibernate
 *   protocol          the ChatKit protocol as records: items, requests, events
 *   protocol.json     their JSON form; the only package that spells field names
 *   responder         the SPI: what an application implements to answer
 *   responder.echo    the answer without a language model
 *   responder.model   the answer of a language model; the only user of LangChain4j
 *   chat              the turn engine: handles protocol requests; knows neither HTTP nor the database
 *   attachment        attached files: policy, content, signed links
 *   transfer          export and import as a file
 *   security          users by bearer tokens (MicroProfile JWT)
 *   http              callers, origins, rejected requests: filters of JAX-RS and of servlets
 *   http.resource     JAX-RS resources
 *   wiring.server     configuration values, JNDI names and scheduling as an application server offers them
 *   wiring.store      CDI producers that select and start the store; with the stores, the store library
 *   wiring            CDI producers for everything else; no package depends on it
 *   cli               export and import from the command line; no package depends on it
 *   client            a typed REST client, an artifact of its own; depends on no package of the server
 * </pre>
 */
@NullMarked
package ee.chatkit;

import org.jspecify.annotations.NullMarked;
