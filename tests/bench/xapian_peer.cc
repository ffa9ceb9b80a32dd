/* The peer that is an engine of its own: Xapian 1.4 over the documents that the search
 * bench hands to all (tests/bench/search.mjs). C++, because that is Xapian's language;
 * scripts/bench compiles it where libxapian-dev is installed.
 *   xapian_peer FOLDER
 * Commands: build FILE; find TIMES all|some|all-then-some QUERY: where not enough
 * documents hold all words, the last asks for some of them as well, as paperfeed does.
 * The words of a phrase are stemmed, as in paperfeed and FTS5 (STEM_SOME_FULL_POS). */
#include <xapian.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

const unsigned show = 20;
const unsigned commit_every = 20000;
const Xapian::valueno day_slot = 0;

std::vector<std::string> split(const std::string &line, char separator)
{
    std::vector<std::string> words;
    std::istringstream in(line);
    for (std::string word; std::getline(in, word, separator);)
        words.push_back(word);
    return words;
}

/* Fields by the frequency that a word counts for, and by prefixes to search in one. */
void index_field(Xapian::TermGenerator &generator, const std::string &text,
                 unsigned weight, const char *prefix)
{
    generator.index_text(text, weight);
    generator.increase_termpos();
    if (*prefix != '\0') {
        generator.index_text(text, 1, prefix);
        generator.increase_termpos();
    }
}

/* A line: row, day, categories, title, authors, abstract. */
Xapian::Document document_of(Xapian::TermGenerator &generator,
                             const std::vector<std::string> &columns)
{
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    index_field(generator, columns.at(3), 3, "S");
    index_field(generator, columns.at(4), 2, "A");
    index_field(generator, columns.size() > 5 ? columns[5] : "", 1, "");
    for (const std::string &category : split(columns.at(2), ' '))
        document.add_boolean_term("XC" + category);
    document.add_value(day_slot, Xapian::sortable_serialise(std::stod(columns.at(1))));
    return document;
}

void build(const std::string &folder, const std::string &path)
{
    Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("en"));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME_FULL_POS);
    std::ifstream in(path);
    unsigned count = 0;
    for (std::string line; std::getline(in, line);) {
        database.add_document(document_of(generator, split(line, '\t')));
        if (++count % commit_every == 0)
            database.commit();
    }
    database.commit();
    database.compact(folder + "/compact");
}

class Finder {
    Xapian::Database database;
    Xapian::QueryParser parser;
    Xapian::NumberRangeProcessor days{ day_slot, "date:" };

public:
    explicit Finder(const std::string &folder) : database(folder)
    {
        parser.set_stemmer(Xapian::Stem("en"));
        parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME_FULL_POS);
        parser.set_database(database);
        parser.add_prefix("title", "S");
        parser.add_prefix("author", "A");
        parser.add_boolean_prefix("cat", "XC");
        parser.add_rangeprocessor(&days);
    }

    /* How many came, all of them read. */
    unsigned find(const std::string &text, Xapian::Query::op op)
    {
        parser.set_default_op(op);
        Xapian::Enquire enquire(database);
        enquire.set_query(parser.parse_query(
            text, Xapian::QueryParser::FLAG_DEFAULT | Xapian::QueryParser::FLAG_WILDCARD));
        const Xapian::MSet set = enquire.get_mset(0, show);
        unsigned count = 0;
        for (auto hit = set.begin(); hit != set.end(); ++hit)
            count += *hit > 0;
        return count;
    }

    unsigned find(const std::string &text, const std::string &how)
    {
        unsigned count = 0;
        if (how != "some")
            count = find(text, Xapian::Query::OP_AND);
        if (how == "some" || (how == "all-then-some" && count < show))
            count = find(text, Xapian::Query::OP_OR);
        return count;
    }
};

void answer_find(Finder &finder, const std::vector<std::string> &words)
{
    using clock = std::chrono::steady_clock;
    unsigned hits = 0;
    std::cout << "{\"us\":[";
    for (int i = 0, times = std::stoi(words.at(1)); i < times; i++) {
        const auto started = clock::now();
        hits = finder.find(words.at(3), words.at(2));
        const std::chrono::duration<double, std::micro> taken = clock::now() - started;
        std::cout << (i > 0 ? "," : "") << taken.count();
    }
    std::cout << "],\"hits\":" << hits << "}" << std::endl;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    const std::string folder = arguments[1];
    Finder *finder = nullptr;
    try {
        for (std::string line; std::getline(std::cin, line);) {
            const std::vector<std::string> words = split(line, '\t');
            if (words.at(0) == "build") {
                build(folder, words.at(1));
                std::cout << "{}" << std::endl;
                continue;
            }
            if (finder == nullptr)
                finder = new Finder(folder + "/compact");
            answer_find(*finder, words);
        }
    } catch (const Xapian::Error &error) {
        std::cerr << "xapian_peer: " << error.get_description() << std::endl;
        return 1;
    }
    delete finder;
    return 0;
}
