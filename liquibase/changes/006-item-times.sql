--liquibase formatted sql logicalFilePath:chatkit/006-item-times.sql

-- Items are created at different nodes and wait for their thread's row before they get their place: without this, the
-- times of creation would go backwards in the order of places. last_item_at is the latest time of creation that the thread
-- has seen, none of it in the future; null where nothing has been appended since this column exists, or since an import.

--changeset chatkit:item-times
alter table chatkit_threads add column last_item_at timestamptz;
--rollback alter table chatkit_threads drop column last_item_at

-- What the Python version appends counts too. Its own times stay, because it keeps them in the content as well.

--changeset chatkit:adopted-item-times splitStatements:false stripComments:false rollbackSplitStatements:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_trigger where tgname = 'chatkit_adopted' and tgrelid = to_regclass(quote_ident(current_schema()) || '.chatkit_thread_items')
do $$
begin
    execute replace(
        pg_get_functiondef('chatkit_adopted_item'::regproc),
        'set last_seq = last_seq + 1 where',
        'set last_seq = last_seq + 1, last_item_at = greatest(last_item_at, least(new.created_at, now())) where');
end
$$;
/* liquibase rollback
do $$
begin
    if to_regproc('chatkit_adopted_item') is not null then
        execute replace(
            pg_get_functiondef('chatkit_adopted_item'::regproc),
            'set last_seq = last_seq + 1, last_item_at = greatest(last_item_at, least(new.created_at, now())) where',
            'set last_seq = last_seq + 1 where');
    end if;
end
$$;
*/
