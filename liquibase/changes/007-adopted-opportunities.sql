--liquibase formatted sql logicalFilePath:chatkit/007-adopted-opportunities.sql

-- The Python version fails for a whole list if one opportunity has nothing where it requires something, as its phase. What
-- the adoption has made optional gets its default instead, or an empty text; so the rollback can require it again, too.

--changeset chatkit:adopted-opportunities splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.opportunities')
do $$
declare
    assignments text;
    missing text;
begin
    select
        string_agg(format('new.%1$I := coalesce(new.%1$I, %2$s);', c.name, c.value), ' '),
        string_agg(format('%I is null', c.name), ' or ')
    into assignments, missing
    from (
        select a.attname as name, coalesce(pg_get_expr(d.adbin, d.adrelid), '''''') as value
        from chatkit_adopted o
        join pg_attribute a on a.attrelid = 'opportunities'::regclass and a.attname = o.of_column and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where o.what = 'not null' and o.of_table = 'opportunities'
            and o.of_column in ('client_name', 'description', 'status', 'current_phase', 'context_summary')) as c;
    if assignments is not null then
        execute format(
            'create function chatkit_adopted_required() returns trigger language plpgsql'
                || ' set search_path = pg_catalog, %I, pg_temp as %L',
            current_schema(), 'begin ' || assignments || ' return new; end');
        create trigger chatkit_adopted_required before insert or update on opportunities
            for each row execute function chatkit_adopted_required();
        execute 'update opportunities set id = id where ' || missing;
    end if;
end
$$;
/* liquibase rollback
drop function if exists chatkit_adopted_required() cascade;
*/
