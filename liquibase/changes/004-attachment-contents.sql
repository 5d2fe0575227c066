--liquibase formatted sql logicalFilePath:chatkit/004-attachment-contents.sql

-- The bytes of attachments. An upload is complete when its length is set; of each attachment one at most is. Bytes come
-- and go in chunks, a statement each. They are kept as they are: most files are compressed already.

--changeset chatkit:attachment-uploads
create table chatkit_attachment_uploads (
    id            text collate "C" primary key,
    attachment_id text collate "C" not null references chatkit_attachments (id) on delete cascade,
    length        bigint check (length >= 0),
    begun_at      timestamptz not null
);
create index chatkit_attachment_uploads_attachment on chatkit_attachment_uploads (attachment_id);
create unique index chatkit_attachment_uploads_complete
    on chatkit_attachment_uploads (attachment_id) where length is not null;
create index chatkit_attachment_uploads_unfinished on chatkit_attachment_uploads (begun_at) where length is null;
--rollback drop table chatkit_attachment_uploads;

--changeset chatkit:attachment-chunks
create table chatkit_attachment_chunks (
    upload_id text collate "C" not null references chatkit_attachment_uploads (id) on delete cascade,
    seq       integer not null check (seq >= 0),
    bytes     bytea not null check (octet_length(bytes) between 1 and 262144),
    primary key (upload_id, seq)
);
alter table chatkit_attachment_chunks alter column bytes set storage external;
--rollback drop table chatkit_attachment_chunks;

--changeset chatkit:attachments-unsent
create index chatkit_attachments_unsent on chatkit_attachments (created_at) where thread_id is null;
--rollback drop index chatkit_attachments_unsent;
