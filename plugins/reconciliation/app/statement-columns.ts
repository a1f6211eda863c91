import type { ImportField } from '../../imports/contract/import-kind.js';

/** The kind under which the imports plugin keeps mappings of statements. */
export const STATEMENT_PROFILES = 'bank-statements';

const column = (name: string, kind: ImportField['kind'], headings: string): ImportField => ({
  name,
  kind,
  required: false,
  headings: headings.split(/\s+/),
});

/**
 * What the columns of a statement can be, and the headings under which banks and gateways of English, Ukrainian and Russian
 * exports give it, without blanks and signs. A field that is named earlier chooses first.
 */
export const STATEMENT_COLUMNS: readonly ImportField[] = [
  column(
    'date',
    'date',
    `bookingdate bookedon transactiondate postingdate posted operationdate completeddate
     dateofoperation dateoftransaction entrydate datetime createdat дата датаоперації датапроведення
     датаітчасоперації датаічасоперації датадокумента датазарахування датаплатежу датапроводки
     датаоперации датапроведения датаплатежа датаивремяоперации датазачисления`,
  ),
  column(
    'valueDate',
    'date',
    `valuedate valueon valuta datevalue settlementdate датавалютування датавалютирования датасписання
     датаобробки датаобработки`,
  ),
  column(
    'amount',
    'amount',
    `transactionamount sum value netamount net total сума сумаоперації сумаплатежу сумаувалютірахунку
     сумма суммаоперации суммаплатежа суммаввалютесчета`,
  ),
  column(
    'debit',
    'amount',
    `debitamount withdrawal withdrawals paidout moneyout out dr дебет витрати видаток списання расход
     списание сумадебет суммадебет`,
  ),
  column(
    'credit',
    'amount',
    `creditamount deposit deposits paidin moneyin in cr кредит надходження зарахування приход
     поступление зачисление сумакредит суммакредит`,
  ),
  column(
    'side',
    'text',
    `debitcredit creditdebit creditdebitindicator dc cd drcr crdr direction дебеткредит дк напрям
     направление`,
  ),
  column(
    'currency',
    'text',
    `ccy currencycode accountcurrency валюта валютарахунку валютаоперації валютасчета валютаоперации
     кодвалюти кодвалюты`,
  ),
  column(
    'counterparty',
    'text',
    `counterpartyname payer payername payee payeename name beneficiary beneficiaryname sender
     sendername partner partnername customername customer from fromto merchant контрагент
     назваконтрагента найменуванняконтрагента кореспондент назвакореспондента платник отримувач
     наименованиеконтрагента корреспондент плательщик получатель имяконтрагента`,
  ),
  column(
    'counterpartyAccount',
    'text',
    `counterpartyiban counterpartyaccountnumber payeraccount payeriban payeeaccount partneraccount
     partneriban beneficiaryaccount senderaccount рахунокконтрагента рахуноккореспондента
     рахунокплатника ibanконтрагента счетконтрагента счеткорреспондента счетплательщика iban account
     accountnumber рахунок счет`,
  ),
  column(
    'ownAccount',
    'text',
    `ouraccount myaccount accountiban нашрахунок рахунокклієнта нашсчет счетклиента account
     accountnumber iban рахунок счет`,
  ),
  column('endToEndId', 'text', 'endtoend e2eid endtoendreference'),
  column('reference', 'text', 'paymentreference customerreference ref референс посилання ссылка'),
  column(
    'bankReference',
    'text',
    `transactionid id bankref transactionreference documentnumber номердокумента номердокументу
     номертранзакції номертранзакции номероперації номероперации`,
  ),
  column(
    'text',
    'text',
    `description details paymentdetails memo purpose narrative remittance remittanceinformation
     purposeofpayment particulars note message transactiondetails призначення призначенняплатежу опис
     описоперації деталі деталіоперації назначение назначениеплатежа описание описаниеоперации детали
     комментарий коментар`,
  ),
  column(
    'balance',
    'amount',
    `runningbalance balanceafter accountbalance endingbalance залишок залишокпісляоперації баланс
     остаток остатокпослеоперации`,
  ),
];
