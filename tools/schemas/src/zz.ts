import { readFileSync,readdirSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { joinSchemaSets, kubernetesSchemas } from '@atoll/typed-object';
import { crossplaneSchemas } from '../../../libs/crossplane/src/schemas/index.ts';
import { fluxSchemas } from '../../../libs/flux/src/schemas/index.ts';
import { karpenterSchemas } from '../../../libs/platform/src/schemas/index.ts';
import { providerAwsSchemas } from '../../../libs/cloud-aws/src/schemas/index.ts';
import { startCluster } from '../../cluster/src/index.ts';
const all = joinSchemaSets([crossplaneSchemas,fluxSchemas,karpenterSchemas,providerAwsSchemas,kubernetesSchemas]);
const d='/work/shared/examples/';
const docs = readdirSync(d).filter(f=>f.endsWith('.yaml')).flatMap(f => parseAllDocuments(readFileSync(d+f,'utf8')).map(x=>x.toJS())).filter(o=>o&&all.has(o.apiVersion,o.kind));
const cluster = await startCluster({crdFolders:['crossplane','flux','platform','cloud-aws'].map(l=>`/work/main/libs/${l}/src/schemas/crds`), log: console.log});
const req=cluster.request;
try {
 for (const ns of new Set(docs.map(o=>o.metadata.namespace).filter(Boolean))) await req('POST','/api/v1/namespaces',{body:{apiVersion:'v1',kind:'Namespace',metadata:{name:ns}}});
 let n=0, fp=0, fn=0;
 const seen=new Set<string>();
 async function compare(o:any, what:string){
   n++;
   const a = await cluster.serverSideApply(o,{fieldManager:'x',isDryRun:true});
   const p = all.validate(o);
   const server = a.refusal===undefined, ours = p.length===0;
   if(server!==ours){ const key=o.kind+' '+what; if(seen.has(key))return; seen.add(key); server?fp++:fn++; console.log(server?'WE REFUSE':'WE ACCEPT', o.apiVersion,o.kind,o.metadata?.name, what, server?JSON.stringify(p[0]):a.status+' '+a.refusal?.slice(0,300)); }
 }
 function* paths(v:any, at:(string|number)[]): Generator<(string|number)[]> { yield at; if(Array.isArray(v)) for(let i=0;i<v.length;i++) yield* paths(v[i],[...at,i]); else if(v&&typeof v==='object') for(const k of Object.keys(v)) yield* paths(v[k],[...at,k]); }
 const get=(o:any,p:any[])=>p.reduce((x,k)=>x[k],o);
 for (const o of docs) {
   await compare(o,'as is');
   for (const p of paths(o,[])) {
     if (p.length<2 || p[0]==='apiVersion' ) continue;
     if (p[0]==='metadata') continue;
     const v=get(o,p); const parent=p.slice(0,-1), last=p.at(-1)!;
     const muts:[string,(c:any)=>void][]=[['delete',c=>{const q=get(c,parent); Array.isArray(q)?q.splice(last as number,1):delete q[last]}]];
     for (const alt of ['',"text",7,1.5,-1,true,[],{},['x'],{a:'b'},null]) muts.push(['= '+JSON.stringify(alt),c=>{get(c,parent)[last]=alt}]);
     if (v&&typeof v==='object'&&!Array.isArray(v)) muts.push(['+zzz',c=>{get(c,p).zzz='x'}]);
     if (Array.isArray(v)&&v.length) muts.push(['dup',c=>{get(c,p).push(structuredClone(v[0]))}]);
     for(const [w,m] of muts){ const c=structuredClone(o); m(c); await compare(c,p.join('.')+' '+w); }
   }
 }
 console.log({n,fp,fn});
} finally { await cluster.stop(); }
