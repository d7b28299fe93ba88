// A client of IMAP in the manner of web mail: node imapflow.mjs PORT USER PASSWORD. It prints one line of JSON.
import { createRequire } from 'node:module';

const { ImapFlow } = createRequire(process.env.IMAPFLOW + '/')('imapflow');
const [port, user, pass] = process.argv.slice(2);
const open = async () => {
    const client = new ImapFlow({
        host: '127.0.0.1', port: Number(port), secure: true, auth: { user, pass },
        tls: { rejectUnauthorized: false }, logger: false
    });
    await client.connect();
    return client;
};
const said = {};
const client = await open();
said.compressed = Boolean(client._inflate || client._deflate);
said.folders = (await client.list()).map(folder => folder.path).sort();
await client.mailboxCreate('Entwürfe & Pläne');
said.created = (await client.list()).some(folder => folder.path === 'Entwürfe & Pläne');

const lock = await client.getMailboxLock('INBOX');
const pushed = new Promise(resolve => client.once('exists', resolve));
const other = await open();
const appended = await other.append('INBOX', 'Subject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\nA text.\r\n', ['\\Flagged'], new Date(0));
await client.noop();
const push = await pushed;
said.pushed = push.count;
const message = await client.fetchOne('*', { uid: true, envelope: true, flags: true, source: true, bodyStructure: true, internalDate: true });
said.sameUid = message.uid === appended.uid;
said.subject = message.envelope.subject;
said.flags = [...message.flags].filter(flag => flag !== '\\Recent').sort();
said.text = message.source.toString().split('\r\n\r\n')[1];
said.type = message.bodyStructure.type;
said.date = message.internalDate.toISOString();
await client.messageFlagsAdd({ uid: String(message.uid) }, ['\\Seen', '$Work'], { uid: true });
said.found = await client.search({ keyword: '$Work', seen: true }, { uid: true });
const moved = await client.messageMove(String(message.uid), 'Entwürfe & Pläne', { uid: true });
said.moved = moved.uidMap.size;
said.left = (await client.status('INBOX', { messages: true })).messages;
said.there = (await client.status('Entwürfe & Pläne', { messages: true })).messages;
lock.release();
await other.logout();
await client.logout();
console.log(JSON.stringify(said));
