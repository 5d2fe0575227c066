/**
 * The house, room by room. An arrow {@code a <- b} says that b knows a; nothing else is known.
 *
 * <pre>
 *   model           records at rest; knows the JDK only
 *   store           the contracts of what is kept          model <- store
 *   store.memory    kept in memory                         store <- store.memory
 *   store.jpa       kept in PostgreSQL                     store <- store.jpa
 *   protocol        what ChatKit's wire says, as records   model <- protocol <- protocol.item <- protocol.{request,event}
 *   protocol.json   the only room that spells field names  model, protocol.* <- protocol.json
 *   responder       what applications may replace          model, protocol.{item,request,event} <- responder
 *   responder.echo  the answer when there is no model      responder <- responder.echo
 *   responder.model the answer of a language model         responder <- responder.model; knows LangChain4j
 *   chat            what happens when someone speaks       store, protocol.json, responder <- chat
 *   attachment      attached files, their bytes and links  chat, store, protocol.{item,request,json} <- attachment
 *   transfer        moving in and out, as a file           store, protocol.json <- transfer
 *   login           who is signed in by a bearer token     login; knows MicroProfile JWT
 *   http            JAX-RS: parse, call, answer            attachment, transfer, chat, login, store, protocol.json <- http
 *   wiring.server   settings, names, scheduler             what an application server offers
 *   wiring.store    CDI: chooses and starts the store      store.*, wiring.server <- wiring.store; with them, the library
 *   wiring          CDI: chooses, builds, starts the rest  everything <- wiring; known by nobody
 *   cli             moves files in and out, no server      store.jpa, transfer <- cli; known by nobody
 *   client          calls all this from elsewhere          knows none of it; known by nobody
 * </pre>
 */
@NullMarked
package ee.chatkit;

import org.jspecify.annotations.NullMarked;
