#include "dialogs/credsimport.h"

#include "base/displaytext.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/fieldmessage.h"
#include "support/prompts.h"
#include "widgets/linkbutton.h"

#include <QFile>
#include <QFileInfo>

namespace wallaroo {

CredsImport::CredsImport(Prompts& prompts, QWidget* parent)
    : QObject(parent),
      m_prompts(prompts),
      m_link(new LinkButton(tr("I&mport creds.json…"), parent)),
      m_message(new FieldMessage(m_link, QStringLiteral("importMessage"), parent)) {
    m_link->setObjectName(QStringLiteral("importCreds"));
    connect(m_link, &QAbstractButton::clicked, this, [this] {
        m_prompts.chooseFile(m_link->window(), tr("Import creds.json"),
                             tr("Credentials (*.json)") + QStringLiteral(";;") + tr("All files (*)"), this,
                             [this](const QString& path) { take(path); });
    });
}

void CredsImport::take(const QString& path) {
    const auto creds = exchange::readCreds(path);
    if (!creds) {
        m_message->say(creds.error());
        return;
    }
    QStringList filled;
    if (!creds->username.isEmpty())
        filled << tr("user name");
    if (!creds->password.isEmpty())
        filled << tr("password");
    if (!creds->clientId.isEmpty())
        filled << tr("client ID");
    if (!creds->clientSecret.isEmpty())
        filled << tr("client secret");
    Q_EMIT imported(*creds);
    //: %1 is a file's name, %2 a list of fields: "user name, password"
    m_message->say(FieldMessage::Tone::Good,
                   tr("Filled in from %1: %2.")
                       .arg(isolatedText(QFileInfo(path).fileName(), 60), filled.join(QStringLiteral(", "))));
    m_message->offer(QStringLiteral("deleteCreds"), tr("Delete the file…"), [this, path] { askToDelete(path); });
}

void CredsImport::askToDelete(const QString& path) {
    const QString name = isolatedText(QFileInfo(path).fileName(), 60);
    auto* dialog = new ConfirmDialog(
        {tr("Delete the file"), tr("Delete %1?").arg(name),
         tr("It holds the secrets in plain text, for everybody who can read it. Notebooks may still read it: they stop "
            "working without it."),
         tr("Delete")},
        m_link->window());
    connect(dialog, &QDialog::accepted, this, [this, path, name] {
        QFile file(path);
        if (file.remove())
            m_message->say(FieldMessage::Tone::Good, tr("%1 is deleted.").arg(name));
        else
            m_message->say({ErrorKind::FileFailed, tr("%1 could not be deleted.").arg(name),
                            tr("Check that you may change its folder."), file.errorString()});
    });
    dialog->open();
}

} // namespace wallaroo
