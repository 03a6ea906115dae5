// Bulk API 2.0 by plain jsforce: every call as its documentation shows it, nothing special for the demo LMO.
import jsforce from "jsforce";

const [instanceUrl, accessToken] = process.argv.slice(2);
const conn = new jsforce.Connection({ instanceUrl, accessToken, version: "68.0" });
conn.bulk2.pollInterval = 20;
const LICENSE = "sfLma__License__c";
const told = {};

async function refusal(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { code: error.errorCode ?? null, message: error.message };
  }
}

const stream = await conn.bulk2.query(`SELECT Id, Name, sfLma__Seats__c, sfLma__Account__r.Name FROM ${LICENSE} ORDER BY Name`);
const records = await stream.toArray();
told.query = { many: records.length, first: records[0] };

const named = (name) => records.find((record) => record.Name === name).Id;
told.ids = [named("L-00016"), named("L-00015")];
told.update = await conn.bulk2.loadAndWaitForResults({
  object: LICENSE,
  operation: "update",
  input: [
    { Id: told.ids[0], sfLma__Seats__c: 61 },
    { Id: told.ids[1], sfLma__Seats__c: -61 },
  ],
});

told.insert = await conn.bulk2.loadAndWaitForResults({
  object: "Account",
  operation: "insert",
  input: 'Name\n"Globex, Inc."\nInitech\n',
});

told.errors = {
  aggregate: await refusal(() => conn.bulk2.query(`SELECT COUNT() FROM ${LICENSE}`)),
  field: await refusal(() => conn.bulk2.query("SELECT Naem FROM Account")),
  bulkOff: await refusal(() =>
    conn.bulk2.loadAndWaitForResults({
      object: "sfFma__FeatureParameterBoolean__c",
      operation: "update",
      input: [{ Id: told.ids[0], sfFma__Value__c: true }],
    }),
  ),
  header: await refusal(() =>
    conn.bulk2.loadAndWaitForResults({ object: LICENSE, operation: "update", input: [{ Id: told.ids[0], Naem: "x" }] }),
  ),
};

console.log(JSON.stringify(told));
