// Feature parameters by plain jsforce: every call as its documentation shows it, nothing special for the demo LMO.
import jsforce from "jsforce";

const [instanceUrl, accessToken] = process.argv.slice(2);
const conn = new jsforce.Connection({ instanceUrl, accessToken, version: "68.0" });
conn.bulk2.pollInterval = 20;
const told = {};

async function refusal(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { code: error.errorCode ?? null, message: error.message };
  }
}

for (const type of ["Boolean", "Integer", "Date"]) {
  const object = `sfFma__FeatureParameter${type}__c`;
  const values = conn.sobject(object);
  const one = async (direction) =>
    (
      await conn.query(
        `SELECT Id, sfFma__Value__c, sfFma__License__c, sfFma__FeatureParameter__c FROM ${object}` +
          ` WHERE sfFma__FeatureParameter__r.sfFma__DataFlowDirection__c = '${direction}'` +
          " AND sfFma__Value__c != null ORDER BY Id LIMIT 1",
      )
    ).records[0];
  const another = (value) => (type === "Boolean" ? !value : type === "Integer" ? value + 1 : "2031-03-01");
  const setting = await one("LMO to Subscriber");
  const metric = await one("Subscriber to LMO");
  const after = another(setting.sfFma__Value__c);
  const copy = {
    sfFma__License__c: setting.sfFma__License__c,
    sfFma__FeatureParameter__c: setting.sfFma__FeatureParameter__c,
  };
  const input = [{ Id: setting.Id, sfFma__Value__c: setting.sfFma__Value__c }];
  told[type] = {
    id: setting.Id,
    after,
    updated: await values.update({ Id: setting.Id, sfFma__Value__c: after }),
    held: (await values.retrieve(setting.Id)).sfFma__Value__c,
    metric: await refusal(() => values.update({ Id: metric.Id, sfFma__Value__c: another(metric.sfFma__Value__c) })),
    wrong: await refusal(() => values.update({ Id: setting.Id, sfFma__Value__c: "perhaps" })),
    created: await refusal(() => values.create(copy)),
    deleted: await refusal(() => values.destroy(setting.Id)),
    query: await refusal(async () => (await conn.bulk2.query(`SELECT Id FROM ${object}`)).toArray()),
    ingest: await refusal(() => conn.bulk2.loadAndWaitForResults({ object, operation: "update", input })),
  };
}

console.log(JSON.stringify(told));
