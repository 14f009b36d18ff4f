/** The texts of the application menu and of the few dialogs that the system shows. */
import type { LANGUAGES } from '../../shared/ipc/contract/app.ts';

/** A language of the window. */
export type Language = (typeof LANGUAGES)[number];

/** The texts, in one language. */
export interface MenuTexts {
  readonly file: string;
  readonly newList: string;
  readonly history: string;
  readonly settings: string;
  readonly close: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly reload: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly developerTools: string;
  readonly help: string;
  readonly guide: string;
  readonly about: string;
  /** Leaving while a send runs. */
  readonly leaveTitle: string;
  readonly leaveDetail: string;
  readonly leave: string;
  readonly stay: string;
  /** The window's settings could not be read; the name of the file follows. */
  readonly settingsDamaged: string;
  readonly settingsPutAside: string;
  /** Practice mode was on and could not be opened. */
  readonly practiceOff: string;
  readonly practiceOffDetail: string;
  /** Dialogs that ask for a file. */
  readonly openList: string;
  readonly openNumbers: string;
  readonly saveFile: string;
  readonly lists: string;
  readonly allFiles: string;
}

const en: MenuTexts = {
  file: '&File',
  newList: '&New send list',
  history: '&History',
  settings: '&Settings…',
  close: '&Close window',
  quit: '&Quit Postbag',
  edit: '&Edit',
  undo: '&Undo',
  redo: '&Redo',
  cut: 'Cu&t',
  copy: '&Copy',
  paste: '&Paste',
  selectAll: 'Select &all',
  view: '&View',
  reload: '&Reload',
  actualSize: '&Actual size',
  zoomIn: 'Zoom &in',
  zoomOut: 'Zoom &out',
  fullScreen: '&Full screen',
  developerTools: '&Developer tools',
  help: '&Help',
  guide: '&Guide',
  about: '&About Postbag',
  leaveTitle: 'A send is running',
  leaveDetail:
    'Messages that are on their way are finished first, so that none is sent twice. The rest stays in the list; you can continue at any time.',
  leave: 'Stop and close',
  stay: 'Keep sending',
  settingsDamaged: 'The settings of this window could not be read',
  settingsPutAside:
    'They begin anew; your lists and your history are untouched. The damaged file was put aside:',
  practiceOff: 'This is the real data',
  practiceOffDetail:
    'Practice mode was on, but its data could not be opened, so it has been switched off. What you send now is really sent and costs money.',
  openList: 'Open a list',
  openNumbers: 'Open a list of phone numbers',
  saveFile: 'Save',
  lists: 'Lists (CSV, Excel)',
  allFiles: 'All files',
};

const fr: MenuTexts = {
  file: '&Fichier',
  newList: '&Nouvelle liste d’envoi',
  history: '&Historique',
  settings: '&Paramètres…',
  close: '&Fermer la fenêtre',
  quit: '&Quitter Postbag',
  edit: '&Édition',
  undo: '&Annuler',
  redo: '&Rétablir',
  cut: 'Co&uper',
  copy: '&Copier',
  paste: 'C&oller',
  selectAll: '&Tout sélectionner',
  view: '&Affichage',
  reload: '&Recharger',
  actualSize: '&Taille réelle',
  zoomIn: '&Agrandir',
  zoomOut: 'Ré&duire',
  fullScreen: '&Plein écran',
  developerTools: '&Outils de développement',
  help: 'A&ide',
  guide: '&Guide',
  about: 'À &propos de Postbag',
  leaveTitle: 'Un envoi est en cours',
  leaveDetail:
    'Postbag attend d’abord la réponse aux messages déjà partis, pour que rien ne soit envoyé deux fois. Les autres restent dans la liste ; vous pourrez continuer à tout moment.',
  leave: 'Arrêter et fermer',
  stay: 'Continuer l’envoi',
  settingsDamaged: 'Les paramètres de cette fenêtre sont illisibles',
  settingsPutAside:
    'Ils repartent de zéro ; vos listes et votre historique sont intacts. Le fichier endommagé a été mis de côté :',
  practiceOff: 'Ce sont les données réelles',
  practiceOffDetail:
    'Le mode d’entraînement était activé, mais ses données n’ont pas pu être ouvertes : il a été désactivé. Ce que vous envoyez maintenant part réellement et coûte de l’argent.',
  openList: 'Ouvrir une liste',
  openNumbers: 'Ouvrir une liste de numéros de téléphone',
  saveFile: 'Enregistrer',
  lists: 'Listes (CSV, Excel)',
  allFiles: 'Tous les fichiers',
};

const es: MenuTexts = {
  file: '&Archivo',
  newList: '&Nueva lista de envío',
  history: '&Historial',
  settings: '&Configuración…',
  close: '&Cerrar la ventana',
  quit: '&Salir de Postbag',
  edit: '&Edición',
  undo: '&Deshacer',
  redo: '&Rehacer',
  cut: 'Cor&tar',
  copy: '&Copiar',
  paste: '&Pegar',
  selectAll: '&Seleccionar todo',
  view: '&Ver',
  reload: '&Recargar',
  actualSize: '&Tamaño real',
  zoomIn: '&Ampliar',
  zoomOut: 'Re&ducir',
  fullScreen: '&Pantalla completa',
  developerTools: '&Herramientas de desarrollo',
  help: 'Ay&uda',
  guide: '&Guía',
  about: 'Acerca &de Postbag',
  leaveTitle: 'Hay un envío en curso',
  leaveDetail:
    'Primero se termina con los mensajes que ya están en camino, para que ninguno se envíe dos veces. El resto queda en la lista; puede continuar en cualquier momento.',
  leave: 'Detener y cerrar',
  stay: 'Seguir enviando',
  settingsDamaged: 'No se pudo leer la configuración de esta ventana',
  settingsPutAside:
    'Empieza de nuevo; sus listas y su historial están intactos. El archivo dañado se guardó aparte:',
  practiceOff: 'Estos son los datos reales',
  practiceOffDetail:
    'El modo de práctica estaba activado, pero no se pudieron abrir sus datos, así que se desactivó. Lo que envíe ahora se envía de verdad y cuesta dinero.',
  openList: 'Abrir una lista',
  openNumbers: 'Abrir una lista de números de teléfono',
  saveFile: 'Guardar',
  lists: 'Listas (CSV, Excel)',
  allFiles: 'Todos los archivos',
};

const ar: MenuTexts = {
  file: 'ملف',
  newList: 'قائمة إرسال جديدة',
  history: 'السجل',
  settings: 'الإعدادات…',
  close: 'إغلاق النافذة',
  quit: 'إنهاء Postbag',
  edit: 'تحرير',
  undo: 'تراجع',
  redo: 'إعادة',
  cut: 'قص',
  copy: 'نسخ',
  paste: 'لصق',
  selectAll: 'تحديد الكل',
  view: 'عرض',
  reload: 'إعادة التحميل',
  actualSize: 'الحجم الأصلي',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  fullScreen: 'ملء الشاشة',
  developerTools: 'أدوات المطوّر',
  help: 'مساعدة',
  guide: 'الدليل',
  about: 'حول Postbag',
  leaveTitle: 'هناك إرسال جارٍ',
  leaveDetail:
    'تُستكمل أولًا الرسائل التي خرجت بالفعل حتى لا تُرسل أي رسالة مرتين. يبقى الباقي في القائمة، ويمكنك المتابعة في أي وقت.',
  leave: 'إيقاف وإغلاق',
  stay: 'متابعة الإرسال',
  settingsDamaged: 'تعذرت قراءة إعدادات هذه النافذة',
  settingsPutAside: 'ستبدأ الإعدادات من جديد، ولم تتأثر قوائمك ولا سجلك. حُفظ الملف التالف جانبًا:',
  practiceOff: 'هذه هي البيانات الحقيقية',
  practiceOffDetail:
    'كان وضع التدريب مفعّلًا، لكن تعذر فتح بياناته، فأُوقف. ما يُرسل الآن يُرسل فعلًا وله تكلفة.',
  openList: 'فتح قائمة',
  openNumbers: 'فتح قائمة أرقام هواتف',
  saveFile: 'حفظ',
  lists: 'قوائم (CSV، Excel)',
  allFiles: 'كل الملفات',
};

const TEXTS: Readonly<Record<Language, MenuTexts>> = { en, fr, es, ar };

/** The texts of a language. */
export function menuTexts(language: Language): MenuTexts {
  return TEXTS[language];
}

/** The window's language for a setting (`null`: the system's) and the system's locale, BCP 47. */
export function languageOf(setting: Language | null, systemLocale: string): Language {
  if (setting !== null) return setting;
  const primary = systemLocale.toLowerCase().split(/[-_]/u)[0] ?? '';
  return isLanguage(primary) ? primary : 'en';
}

function isLanguage(value: string): value is Language {
  return Object.hasOwn(TEXTS, value);
}
