--liquibase formatted sql logicalFilePath:chatkit/003-attachments-and-feedback.sql

--changeset chatkit:attachments
create table chatkit_attachments (
    id         text collate "C" primary key,
    user_id    text collate "C" not null,
    thread_id  text collate "C" references chatkit_threads (id) on delete cascade,
    type       text not null check (type in ('file', 'image')),
    name       text not null,
    mime_type  text not null,
    size       bigint not null check (size >= 0),
    details    jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now()
);
create index chatkit_attachments_thread on chatkit_attachments (thread_id);
--rollback drop table chatkit_attachments;

--changeset chatkit:feedback
create table chatkit_feedback (
    thread_id  text collate "C" not null,
    item_id    text collate "C" not null,
    kind       text not null check (kind in ('positive', 'negative')),
    created_at timestamptz not null default now(),
    primary key (thread_id, item_id),
    foreign key (thread_id, item_id) references chatkit_thread_items (thread_id, id) on delete cascade
);
--rollback drop table chatkit_feedback;
