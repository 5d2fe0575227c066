--liquibase formatted sql logicalFilePath:chatkit/013-chunks-of-attachments.sql

-- Statements name the attachment of a chunk, by which Citus distributes both. The trigger is for servers of the previous
-- version, which do not, while a cluster is updated.

--changeset chatkit:chunks-of-attachments splitStatements:false stripComments:false
alter table chatkit_attachment_chunks add column attachment_id text collate "C";
do $$
begin
    execute format(
        'create function chatkit_chunk_attachment() returns trigger language plpgsql set search_path = pg_catalog, %I, pg_temp as %L',
        current_schema(),
        'begin new.attachment_id := (select u.attachment_id from chatkit_attachment_uploads u where u.id = new.upload_id);'
            || ' return new; end');
end
$$;
create trigger chatkit_chunk_attachment before insert on chatkit_attachment_chunks
    for each row when (new.attachment_id is null) execute function chatkit_chunk_attachment();
update chatkit_attachment_chunks c set attachment_id = u.attachment_id
from chatkit_attachment_uploads u
where u.id = c.upload_id;
--rollback drop function if exists chatkit_chunk_attachment() cascade;
--rollback alter table chatkit_attachment_chunks drop column attachment_id;
