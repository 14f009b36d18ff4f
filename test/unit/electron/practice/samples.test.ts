/** The support page's sample requests, and its sample answers: same fields, same order, same types. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY, startTestGateway, type TestGateway } from './practiceHelpers.ts';

const BULK_REQUEST = `{
    "orgid": 1234,
    "messages": [
       { "to": "639123456789", "from": "engageSPARK", "message": "Sample message to you." },
       { "to": "254771234567", "from": "MyCompanyName", "message": "Have a great day." },
       { "to": "13105551212", "from": "13105551234", "message": "This is a sample message." }
    ]
}`;

const SINGLE_REQUEST = `{
    "orgid": 1234,
    "messages": [
       { "to": "639123456789", "from": "engageSPARK", "message": " Sample message to you." }
    ]
}`;

const STATUS_SAMPLE = {
  id: 'SMS20190701T053121-123-1235-0',
  direction: 'egress',
  created: '2019-07-01T05:31:21.814069Z',
  sender: 'engageSPARK',
  recipient: '639123456789',
  contactId: 0,
  engagementId: 0,
  engagementFlowId: 0,
  engagementRunId: 0,
  engagementPartId: '',
  pricePerPart: 20000,
  successPartCount: 1,
  successT: '2019-07-01T05:31:23.187897Z',
  message: 'Test',
  deliveredToVendor: true,
  deliveredByVendor: true,
  firstName: '',
  lastName: '',
  fullPhoneNumber: '',
};

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({ failedPercent: 0, silentPercent: 0 });
});
afterEach(() => gateway.close());

const post = (body: string) =>
  gateway.call('POST', '/v1/messaging/sms/phonenumbers', body, {
    'content-type': 'application/json',
  });

describe('the samples of the support page', () => {
  test('an individual number, then the bulk sample: the page’s answers to the letter', async () => {
    const one = await post(SINGLE_REQUEST);
    expect(one.status).toBe(200);
    const deadline = String(one.json['deliveryDeadline']);
    expect(deadline).toMatch(/^2019-07-02T05:31:21\.814\d{6}Z$/);
    expect(one.text).toBe(
      JSON.stringify({
        error: '',
        estimateMicro: 20000,
        estimate: '0.02',
        acceptedMessages: 1,
        deliveryDeadline: deadline,
        messages: [
          {
            id: 'SMS20190701T053121-123-1234-0',
            estimateMicro: 20000,
            estimate: '0.02',
            error: '',
          },
        ],
      }),
    );
    const bulk = await post(BULK_REQUEST);
    const entry = (id: string): object => ({
      id,
      estimateMicro: 20000,
      estimate: '0.02',
      error: '',
    });
    expect(bulk.text).toBe(
      JSON.stringify({
        error: '',
        estimateMicro: 60000,
        estimate: '0.06',
        acceptedMessages: 3,
        deliveryDeadline: bulk.json['deliveryDeadline'],
        messages: [
          entry('SMS20190701T053121-123-1235-0'),
          entry('SMS20190701T053121-123-1236-1'),
          entry('SMS20190701T053121-123-1237-2'),
        ],
      }),
    );
  });

  test('a status has the sample’s fields, order and types, and the newer fields after them', async () => {
    await post(SINGLE_REQUEST);
    await post(BULK_REQUEST.replace('Sample message to you.', 'Test'));
    gateway.clock.pass(60 * 60_000);
    const status = await gateway.status('SMS20190701T053121-123-1235-0');
    const names = Object.keys(STATUS_SAMPLE);
    expect(Object.keys(status).slice(0, names.length)).toEqual(names);
    const types = (value: object) => Object.entries(value).map(([name, x]) => [name, typeof x]);
    expect(types(status).slice(0, names.length)).toEqual(types(STATUS_SAMPLE));
    expect({ ...status, created: '', successT: '' }).toMatchObject({
      ...STATUS_SAMPLE,
      created: '',
      successT: '',
    });
    expect(status['created']).toMatch(/^2019-07-01T05:31:21\.814\d{3}Z$/);
    expect(status['successT']).toMatch(/^2019-07-01T05:3\d:\d\d\.\d{6}Z$/);
    expect(Object.keys(status).slice(names.length)).toEqual([
      'done',
      'error',
      'deliveryError',
      'deliveredToTelco',
      'deliveredToPhone',
      'chargedMicro',
      'client_ref',
    ]);
  });

  test('the page’s errors: invalid JSON document, empty message', async () => {
    const invalid = await post('{"orgid": 1234, "messages": [');
    expect([invalid.status, invalid.text]).toEqual([400, '{"error":"invalid JSON document"}']);
    const empty = await gateway.bulk([{ to: '254771234567', from: 'CLINIC', message: '' }]);
    expect(empty.json).toMatchObject({ error: '', acceptedMessages: 0, estimateMicro: 0 });
    expect(empty.json['messages']).toEqual([
      { id: '', estimateMicro: 0, estimate: '0.00', error: 'empty message' },
    ]);
  });

  test('the key stands after the word Token', async () => {
    const path = '/v1/organizations/1234/balance.json';
    for (const authorization of ['', KEY, `Bearer ${KEY}`, `Token ${KEY}x`, `token ${KEY}`]) {
      const refused = await gateway.call('GET', path, undefined, { authorization });
      expect([refused.status, refused.json['error']]).toEqual([401, 'Invalid Token']);
    }
    expect((await gateway.call('GET', path)).status).toBe(200);
  });
});
