/**
 * The schema in PostgreSQL: whether a database is suitable, migration by Liquibase, adoption of a Supabase schema, grants, and why a
 * database cannot be used. The only package that depends on Liquibase.
 */
@NullMarked
package ee.chatkit.store.schema;

import org.jspecify.annotations.NullMarked;
