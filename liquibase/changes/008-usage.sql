--liquibase formatted sql logicalFilePath:chatkit/008-usage.sql

-- The sum of the sizes of a user's attachments, for quotas, is read from this index alone.

--changeset chatkit:usage
create index chatkit_attachments_user on chatkit_attachments (user_id) include (size);
--rollback drop index chatkit_attachments_user;
