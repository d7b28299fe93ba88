// A program that submits mail: node nodemailer.mjs PORT USER PASSWORD RECIPIENT OTHER. It prints one line of JSON.
import { createRequire } from 'node:module';

const nodemailer = createRequire(process.env.NODEMAILER + '/')('nodemailer');
const [port, user, pass, recipient, other] = process.argv.slice(2);
const transport = nodemailer.createTransport({
    host: '127.0.0.1', port: Number(port), secure: true, auth: { user, pass },
    tls: { rejectUnauthorized: false }, pool: true, maxConnections: 1
});
const said = {};
said.verified = await transport.verify();
const sent = await transport.sendMail({
    from: user, to: recipient, bcc: other, keepBcc: true, subject: 'Grüße', text: 'Hello', attachments: [{ filename: 'ä.bin', content: Buffer.alloc(300000, 255) }]
});
said.accepted = sent.accepted.length;
said.response = sent.response;
const raw = await transport.sendMail({
    envelope: { from: user, to: [recipient] }, raw: 'From: ' + user + '\r\nSubject: raw\r\nBcc: ' + other + ',\r\n\tsecret@example.test\r\n\r\n.\r\n..\r\nend'
});
said.raw = raw.response;
try {
    await transport.sendMail({ from: 'somebody.else@example.test', to: recipient, subject: 'no', text: 'no' });
} catch (e) {
    said.refused = e.responseCode;
}
const utf8 = await transport.sendMail({ from: user, to: 'jörg@bücher.example', subject: 'no', text: 'no' }).catch(e => e);
said.utf8 = utf8.responseCode || utf8.response;
transport.close();
console.log(JSON.stringify(said));
