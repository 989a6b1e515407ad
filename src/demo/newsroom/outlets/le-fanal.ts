import type { Outlet } from '../outlet.ts';

/** French; RSS 1.0 (RDF). */
export const leFanal: Outlet = {
  id: 'le-fanal',
  name: 'Le Fanal',
  claim: 'Le quotidien du large',
  language: 'fr',
  format: 'RSS 1.0',
  items: [
    {
      slug: 'telegram-a-repondu-a-la-police-allemande',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Numérique',
      byline: 'Service Numérique',
      title: 'Telegram aurait bel et bien répondu à la police allemande',
      summary:
        'Selon un magazine d’outre-Rhin, la messagerie a transmis des données de comptes dans plusieurs enquêtes sensibles.',
      body: [
        'La messagerie Telegram a transmis à l’Office fédéral de police criminelle allemand des données d’utilisateurs dans plusieurs dossiers, rapporte le magazine « Der Spiegel ». Il s’agirait d’enquêtes visant des personnes soupçonnées de préparer un attentat ou d’avoir commis des violences sexuelles sur des enfants.',
        'L’information tranche avec la réputation du service. Sur son site, l’entreprise installée à Dubaï affirme toujours n’avoir jamais remis « un seul octet » à un tiers, gouvernements compris. Ses règles de confidentialité prévoient une seule exception : lorsqu’un juge confirme un soupçon de terrorisme, l’adresse IP et le numéro de téléphone du compte peuvent être communiqués.',
        { subhead: 'Des années de courriers sans réponse' },
        'Les autorités de Berlin se sont longtemps heurtées à un mur. Les amendes ne trouvaient pas de destinataire, les demandes restaient lettre morte. Le ton a changé lorsque le gouvernement a évoqué un retrait des magasins d’applications : un interlocuteur est apparu, puis des dizaines de canaux appelant à la violence ont été fermés aux lecteurs d’Allemagne.',
        'Combien de comptes sont concernés, et depuis quand ? Le magazine ne le dit pas. Pour les autres délits, les demandes continueraient d’être ignorées. Henrike Vollrath, de l’association Offene Leitung, rappelle les 218 lettres qu’un office fédéral avait envoyées à Dubaï jusqu’à la fin de 2022. Les associations de défense de la vie privée réclament la publication du rapport semestriel promis par la société, dont la page allemande est vide.',
      ],
    },
    {
      slug: 'greve-sur-la-ligne-du-littoral',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Transports',
      byline: 'Service Région',
      title: 'La ligne du littoral à l’arrêt vendredi',
      summary: 'Les conducteurs protestent contre la fermeture d’un dépôt. Un train sur cinq circulera.',
      body: [
        'Une grève des conducteurs privera vendredi la ligne du littoral de la plupart de ses trains. Un départ sur cinq sera assuré, aux heures de pointe seulement, et des cars relieront les deux ports en fin de journée.',
        'Les syndicats s’opposent à la fermeture du dépôt de Port-Clair, où travaillent soixante agents. La direction assure que chacun se verra proposer un poste à moins de quarante kilomètres. Une rencontre est prévue lundi à la préfecture.',
      ],
    },
    {
      slug: 'phare-ouvert-aux-visiteurs',
      wave: 'background',
      minutesBefore: 130,
      section: 'Culture',
      byline: 'Service Culture',
      title: 'Le phare des Aiguilles ouvre ses portes aux visiteurs',
      summary: 'Deux cent douze marches, et une vue qui les vaut.',
      body: [
        'Il faut deux cent douze marches pour atteindre la lanterne du phare des Aiguilles. Depuis samedi, elles sont ouvertes au public, par groupes de douze, après des travaux qui ont rendu sa blancheur à la tour.',
        'En bas, une petite exposition raconte la vie des gardiens, leurs lettres, leurs conserves et leurs nuits. Les billets se prennent sur place, et l’on déconseille la montée les jours de grand vent.',
      ],
    },
    {
      slug: 'marche-aux-livres',
      wave: 'background',
      minutesBefore: 480,
      section: 'Culture',
      byline: 'Service Culture',
      title: 'Le marché aux livres déménage sous la halle',
      summary: 'Cinquante bouquinistes quitteront les quais, trop exposés à la pluie.',
      body: [
        'Les bouquinistes quittent les quais. À partir du mois prochain, leurs cinquante étals prendront place sous la halle, à l’abri de la pluie qui, l’an dernier, avait noyé un dimanche sur trois.',
        'La mairie offre les six premiers mois de loyer. Les habitués regretteront le bruit des mâts ; les libraires, eux, parlent surtout du chauffage, et d’une buvette qui restera ouverte jusqu’à la nuit.',
      ],
    },
  ],
};
