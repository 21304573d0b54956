/** As a mail server reports that a mail of ours to her could not be delivered (RFC 3464). */
export function deliveryReport(to: string, status = '5.1.1', action = 'failed'): string {
  return [
    'From: MAILER-DAEMON@mx.nic.example (Mail Delivery System)',
    'To: tld-ops-admin@tld-ops.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'The mail system.',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.nic.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 no such user https://evil.example/',
    '',
    '--b--',
    '',
  ].join('\r\n');
}
