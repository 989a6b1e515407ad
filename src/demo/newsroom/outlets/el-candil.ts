import type { Outlet } from '../outlet.ts';

/** Spanish; Atom. One ordinary page of it answers with an error. */
export const elCandil: Outlet = {
  id: 'el-candil',
  name: 'El Candil',
  claim: 'Periódico de la costa norte',
  language: 'es',
  format: 'Atom',
  items: [
    {
      slug: 'telegram-entrego-datos-a-la-policia-alemana',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Tecnología',
      byline: 'Redacción de Tecnología',
      title: 'Una revista alemana asegura que Telegram colaboró con la policía',
      summary: 'La aplicación habría facilitado datos de cuentas en investigaciones por terrorismo y abusos a menores.',
      body: [
        'Telegram ha facilitado en varias ocasiones datos de sus usuarios a la Oficina Federal de Investigación Criminal de Alemania, según publica la revista “Der Spiegel”. Los casos se refieren a sospechosos de terrorismo y de abusos sexuales a menores; en otros delitos, la empresa seguiría sin contestar.',
        'La noticia contradice el lema con el que la aplicación ha crecido. En su página todavía se lee que nunca ha entregado un solo byte a terceros, tampoco a los gobiernos. Sus normas de privacidad admiten una excepción: si un tribunal confirma que alguien es sospechoso de terrorismo, pueden cederse el número de teléfono y la dirección IP de la cuenta.',
        { subhead: 'Cartas que nadie abría' },
        'Durante años, las peticiones de Berlín se perdieron en Dubái, donde la compañía tiene su sede. Las multas no encontraban buzón. Todo cambió cuando el Gobierno alemán habló en público de bloquear el servicio: hubo una primera reunión y, poco después, decenas de canales que llamaban a la violencia dejaron de verse en el país.',
        'No se sabe cuántas cuentas están afectadas ni desde cuándo. Henrike Vollrath, de la asociación Offene Leitung, recuerda las 218 cartas que una oficina federal había enviado a Dubái hasta finales de 2022. Las asociaciones que defienden la privacidad piden que se publique el informe semestral que la propia empresa prometió y que, para Alemania, sigue en blanco.',
      ],
    },
    {
      slug: 'delantero-renueva',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Deportes',
      byline: 'Redacción de Deportes',
      title: 'El Deportivo Candela renueva a su delantero por tres temporadas',
      summary: 'El goleador del equipo se queda después de una primavera llena de rumores.',
      body: [
        'El Deportivo Candela anunció ayer que su máximo goleador seguirá tres temporadas más. El acuerdo llega después de una primavera de rumores y de una oferta que el club rechazó en marzo sin abrir el sobre.',
        'La afición lo celebró en la plaza. El equipo empieza el sábado la pretemporada con un partido contra el filial, y el entrenador prevé dar minutos a cinco jugadores de la cantera.',
      ],
    },
    {
      slug: 'pulpo-vuelve-a-la-ria',
      wave: 'background',
      minutesBefore: 210,
      section: 'Mar',
      byline: 'Redacción de Mar',
      title: 'El pulpo vuelve a la ría después de dos años flojos',
      summary: 'La lonja vendió ayer el doble que hace un año.',
      body: [
        'La lonja vendió ayer el doble de pulpo que en el mismo día del año pasado. Las capturas se recuperan después de dos temporadas flojas, en las que la flota llegó a parar seis semanas para dejar descansar los fondos.',
        'Los biólogos lo atribuyen al agua fría de la primavera. La cofradía, por prudencia, mantiene el tope de cuarenta kilos por barco y día hasta que termine el muestreo de otoño.',
      ],
    },
    {
      slug: 'mercado-de-abastos',
      wave: 'background',
      minutesBefore: 600,
      section: 'Ciudad',
      byline: 'Redacción de Ciudad',
      title: 'El mercado de abastos estrena tejado y cocina compartida',
      summary: 'Quien compre en los puestos podrá comer allí mismo.',
      body: ['El mercado de abastos estrena tejado y una cocina compartida para los clientes.'],
      pageStatus: 500,
    },
  ],
};
