// A session of plain jsforce: every call as its documentation shows it, nothing special for the demo LMO.
import jsforce from "jsforce";

const [instanceUrl, accessToken] = process.argv.slice(2);
const conn = new jsforce.Connection({ instanceUrl, accessToken, version: "68.0" });
const LICENSE = "sfLma__License__c";
const told = {};

async function refusal(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.name, code: error.errorCode ?? null, message: error.message };
  }
}

const all = await conn.query(`SELECT Id, Name, sfLma__Account__r.Name FROM ${LICENSE} ORDER BY Name`);
told.query = { total: all.totalSize, done: all.done, records: all.records.length };
const first = all.records[0];

const fetched = [];
await new Promise((resolve, reject) => {
  conn
    .query("SELECT Id FROM Account WHERE Name LIKE 'Filler%'", { autoFetch: true, maxFetch: 5000 })
    .on("record", (record) => fetched.push(record.Id))
    .on("end", resolve)
    .on("error", reject)
    .run({ autoFetch: true, maxFetch: 5000, headers: { "Sforce-Query-Options": "batchSize=200" } });
});
told.autofetch = { records: fetched.length, distinct: new Set(fetched).size };

const one = await conn.sobject(LICENSE).retrieve(first.Id);
told.retrieve = { name: one.Name, type: one.attributes.type };
const many = await conn.sobject(LICENSE).retrieve(all.records.slice(0, 3).map((record) => record.Id));
told.retrieveMany = many.map((record) => record.Name);

const open = (
  await conn.query(
    `SELECT Id, Name, LastModifiedDate FROM ${LICENSE} WHERE sfLma__License_Status__c = 'Active' AND Name IN ('L-00016', 'L-00015')`,
  )
).records;
told.updated = await conn.sobject(LICENSE).update({ Id: open[0].Id, Renewal_Owner__c: "Ana" });
told.updatedMany = await conn.sobject(LICENSE).update([
  { Id: open[0].Id, sfLma__Seats__c: 61 },
  { Id: open[1].Id, sfLma__Seats__c: -61 },
]);
told.ids = open.map((record) => record.Id);

const described = await conn.sobject(LICENSE).describe();
told.describe = {
  fields: described.fields.length,
  updateable: described.fields.filter((field) => field.updateable).map((field) => field.name),
};
told.global = (await conn.describeGlobal()).sobjects.map((item) => item.name);

told.find = (
  await conn
    .sobject(LICENSE)
    .find({ Name: { $like: "L-%" } }, "Id, Name")
    .sort({ Name: -1 })
    .limit(3)
).map((record) => record.Name);

const identity = await conn.identity();
told.identity = { org: identity.organization_id, user: identity.username };
told.limits = (await conn.limits()).DailyApiRequests;
told.usage = conn.limitInfo.apiUsage;

const parent = (
  await conn.query(`SELECT Name, (SELECT Name FROM sfLma__Licenses__r ORDER BY Name LIMIT 2) FROM sfLma__Package__c ORDER BY Name LIMIT 1`)
).records[0];
told.subquery = { package: parent.Name, licenses: parent.sfLma__Licenses__r.records.length };
told.groups = (
  await conn.query(`SELECT sfLma__Status__c status, COUNT(Id) many FROM ${LICENSE} GROUP BY sfLma__Status__c ORDER BY COUNT(Id) DESC`)
).records.map((record) => [record.status, record.many]);
told.count = (await conn.query(`SELECT COUNT() FROM ${LICENSE}`)).totalSize;

const hits = await conn.search(
  `FIND {plumber OR L\\-0004*} IN ALL FIELDS RETURNING Account(Id, Name), ${LICENSE}(Name ORDER BY Name LIMIT 3)`,
);
told.search = hits.searchRecords.map((record) => [record.attributes.type, record.Name]);

const day = ["2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"];
told.moved = (await conn.sobject(LICENSE).updated(...day)).ids;
told.gone = (await conn.sobject(LICENSE).deleted(...day)).deletedRecords;

const guarded = (date) =>
  conn.request({
    method: "PATCH",
    url: `/sobjects/${LICENSE}/${open[0].Id}`,
    body: JSON.stringify({ sfLma__Seats__c: 62 }),
    headers: { "content-type": "application/json", "If-Unmodified-Since": date },
  });
told.conditionOld = await refusal(() => guarded("Tue, 24 Nov 2015 12:00:00 GMT"));
told.conditionNew = await refusal(() => guarded("Tue, 24 Nov 2099 12:00:00 GMT"));

told.errors = {
  field: await refusal(() => conn.query("SELECT Naem FROM Account")),
  type: await refusal(() => conn.query("SELECT Id FROM ScratchOrgInfo")),
  search: await refusal(() => conn.search("FIND {L-00042}")),
  path: await refusal(() => conn.request("/nowhere")),
  missing: await refusal(() => conn.sobject(LICENSE).retrieve("a05Hs000000ZZZZ")),
  rule: await refusal(() => conn.sobject(LICENSE).update({ Id: open[0].Id, sfLma__Seats__c: -2 })),
};
const stranger = new jsforce.Connection({ instanceUrl, accessToken: "00D000000000001!wrong", version: "68.0" });
told.errors.session = await refusal(() => stranger.query("SELECT Id FROM Account"));

console.log(JSON.stringify(told));
